//! What the generated files are written in. Each macro is one kind of entry; a file reads like an API reference.

/// A structure: the Rust type, its table, and the way between the type and a `Value`.
macro_rules! structure {
    ($name:ident = $table:ident $(. $trait:ident ($($arg:literal)?))* {
        $($field:ident: $ty:ty = $member:expr,)*
    }) => {
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name { $(pub $field: $ty,)* }

        pub(crate) static $table: Structure =
            Structure::new(stringify!($name), &[$($member,)*])$(.$trait($($arg)?))*;

        impl Shape for $name {
            fn schema() -> Schema {
                Schema::Struct(&$table)
            }
            fn from_value(v: Value) -> Result<Self, Bad> {
                let Value::Struct(members) = v else { return Err(Bad(concat!("a ", stringify!($name)))) };
                #[allow(unused_mut, unused_variables, reason = "empty structures exist")]
                let mut members = members.into_iter();
                Ok(Self { $($field: Slot::take(members.next().flatten(), stringify!($field))?,)* })
            }
            fn into_value(self) -> Value {
                Value::Struct(vec![$(self.$field.give(),)*])
            }
        }

        impl Part for $name {
            fn from_part(v: Value) -> Result<Self, Bad> {
                Self::from_value(v)
            }
            fn into_part(self) -> Value {
                self.into_value()
            }
        }
    };
}

/// Lists, maps and constrained leaves.
macro_rules! tables {
    ($($name:ident: $ty:ident = $value:expr;)*) => { $(static $name: $ty = $value;)* };
}

/// Operations of one service: a type each, and a static each in `meta`.
macro_rules! operations {
    ($service:ident { $($name:ident = $meta:ident {
        http: $method:literal $uri:literal $status:literal,
        input: $input:ident = $itable:ident,
        output: $output:ident = $otable:ident,
        errors: [$($error:ident)*],
        $($key:ident: $value:expr,)*
    })* }) => {
        $(
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl Operation for $name {
                type Input = $input;
                type Output = $output;
                const META: &'static OperationMeta = &meta::$meta;
            }
        )*
        /// The operations' data.
        pub mod meta {
            #[allow(clippy::wildcard_imports, reason = "the tables of the file around")]
            use super::*;
            $(pub static $meta: OperationMeta = OperationMeta {
                $($key: $value,)*
                ..OperationMeta::new(
                    &$service,
                    stringify!($name),
                    Http { method: $method, uri: $uri, status: $status },
                    (&$itable, &$otable),
                    &[$(&errors::$error),*],
                )
            };)*
        }
        fn retype(operation: &str, input: bool, v: Value) -> Result<Value, Bad> {
            match (operation, input) {
                $((stringify!($name), true) => <$input>::from_value(v).map(Shape::into_value),
                  (stringify!($name), false) => <$output>::from_value(v).map(Shape::into_value),)*
                _ => Err(Bad("an operation")),
            }
        }
        static OPERATIONS: &[&OperationMeta] = &[$(&meta::$meta),*];
    };
}

/// Modelled errors of one service: data in `errors`, and a constructor each in `fault`.
macro_rules! errors {
    ($($make:ident = $meta:ident $shape:literal $code:literal $status:literal $side:ident [$($member:expr),*];)*) => {
        pub(crate) mod errors {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the tables of the file around")]
            use super::*;
            $(pub(crate) static $meta: ErrorMeta = ErrorMeta {
                shape: $shape, code: $code, status: $status, sender: $crate::schema::sender!($side),
                members: &[$($member),*],
            };)*
        }
        /// One constructor per modelled error; the message goes to the client.
        pub mod fault {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the tables of the file around")]
            use super::*;
            $(pub fn $make(message: impl Into<String>) -> Fault { Fault::modelled(&errors::$meta, message) })*
        }
        static ERRORS: &[&ErrorMeta] = &[$(&errors::$meta),*];
    };
}

macro_rules! sender {
    (sender) => {
        true
    };
    (receiver) => {
        false
    };
}

macro_rules! pattern {
    ($source:literal) => {{
        static PATTERN: Pattern = Pattern::new($source);
        &PATTERN
    }};
}

pub(crate) use {errors, operations, pattern, sender, structure, tables};
