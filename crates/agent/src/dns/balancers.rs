//! Names of load balancers, `….elb.localhost`, and the ports on which they listen.

use std::sync::LazyLock;

use regex::Regex;

/// What all their names end in.
const ENDING: &str = ".elb.localhost";

/// Whether the name, in lower case, is one that a load balancer could have.
pub(crate) fn is_one(name: &str) -> bool {
    name.ends_with(ENDING)
}

static MEMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // Lists in it are of members too; neither of what is wanted is in one.
    Regex::new(r"<(DNSName|LoadBalancerArn|Port)>([^<]*)</").ok()
});

/// The texts of the elements with this name.
fn texts<'a>(xml: &'a str, element: &str) -> Vec<&'a str> {
    let all = MEMBER.iter().flat_map(|r| r.captures_iter(xml));
    let one = |c: regex::Captures<'a>| {
        let (name, text) = (c.get(1)?.as_str(), c.get(2)?.as_str());
        (name == element).then_some(text)
    };
    all.filter_map(one).collect()
}

/// The names and ARNs that `DescribeLoadBalancers` answers.
pub(super) fn named(xml: &str) -> Vec<(String, String)> {
    let (names, arns) = (texts(xml, "DNSName"), texts(xml, "LoadBalancerArn"));
    let pairs = names.into_iter().zip(arns);
    pairs
        .map(|(name, arn)| (name.to_owned(), arn.to_owned()))
        .collect()
}

/// The ports that `DescribeListeners` answers. Ports of redirections are texts like `#{port}`, or where they lead.
pub(super) fn ports(xml: &str) -> Vec<u16> {
    // A listener's own port stands between its protocol or certificates and its ARN, outside of its actions.
    let mut found: Vec<u16> = outside(xml, "DefaultActions")
        .iter()
        .flat_map(|part| texts(part, "Port"))
        .filter_map(|p| p.parse().ok())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The text without the elements of this name.
fn outside<'a>(xml: &'a str, element: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let mut parts = xml.split(open.as_str());
    let mut kept: Vec<&str> = parts.next().into_iter().collect();
    kept.extend(parts.filter_map(|p| p.split_once(close.as_str()).map(|(_, rest)| rest)));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_answers_say() {
        let xml = "<member><DNSName>a-1.eu.elb.localhost</DNSName><X><member/></X><LoadBalancerArn>arn:a</LoadBalancerArn></member><member><LoadBalancerArn>arn:b</LoadBalancerArn><DNSName>b-2.eu.elb.localhost</DNSName></member>";
        let pair = |n: &str, a: &str| (n.to_owned(), a.to_owned());
        assert_eq!(
            named(xml),
            [
                pair("a-1.eu.elb.localhost", "arn:a"),
                pair("b-2.eu.elb.localhost", "arn:b")
            ]
        );
        let xml = "<member><Port>80</Port><DefaultActions><member><RedirectConfig><Port>8443</Port></RedirectConfig></member></DefaultActions></member><member><DefaultActions/><Port>443</Port></member>";
        assert_eq!(ports(xml), [80, 443]);
        assert!(is_one("a-1.eu.elb.localhost") && !is_one("elb.localhost"));
    }
}
