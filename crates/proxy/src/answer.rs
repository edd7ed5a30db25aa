//! Answers of our own, as an Application Load Balancer words them.

use bytes::{BufMut as _, BytesMut};

/// The reason phrase of a status.
pub(crate) fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Not Allowed",
        408 => "Request Time-out",
        413 => "Request Entity Too Large",
        414 => "Request-URI Too Large",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Temporarily Unavailable",
        504 => "Gateway Time-out",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}

/// The page that goes with a status.
pub(crate) fn page(status: u16) -> String {
    let title = format!("{status} {}", reason(status));
    let title = title.trim_end();
    format!(
        "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>\r\n"
    )
}

/// Status line and fields, without what frames the body.
pub(crate) fn head(out: &mut BytesMut, status: u16, date: &str, content_type: &str, length: usize) {
    out.put_slice(format!("HTTP/1.1 {status} {}\r\n", reason(status)).as_bytes());
    field(out, b"Server", b"awselb/2.0");
    field(out, b"Date", date.as_bytes());
    if !content_type.is_empty() {
        field(out, b"Content-Type", content_type.as_bytes());
    }
    field(out, b"Content-Length", length.to_string().as_bytes());
}

pub(crate) fn field(out: &mut BytesMut, name: &[u8], value: &[u8]) {
    out.reserve(name.len() + value.len() + 4);
    for part in [name, b": ", value, b"\r\n"] {
        out.put_slice(part);
    }
}

/// A time as `Date` has it (RFC 9110, section 5.6.7), from seconds since the epoch.
pub(crate) fn date(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days to a date in the Gregorian calendar, years beginning in March.
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let day_of_era = z.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let name = |all: &'static [u8], n: i64| {
        let at = usize::try_from(n * 3).unwrap_or(0);
        std::str::from_utf8(all.get(at..at + 3).unwrap_or_default()).unwrap_or_default()
    };
    format!(
        "{}, {day:02} {} {year} {:02}:{:02}:{:02} GMT",
        name(b"ThuFriSatSunMonTueWed", days.rem_euclid(7)),
        name(b"JanFebMarAprMayJunJulAugSepOctNovDec", month - 1),
        second / 3600,
        second / 60 % 60,
        second % 60
    )
}
