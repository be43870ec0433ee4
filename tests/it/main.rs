//! The one integration binary: the program as a person runs it, on copies of the fixtures.

mod architecture;
mod bad_input;
mod clerk;
mod end_to_end;
mod explain_value;
mod link;
mod privacy;
mod scenarios;
mod schemas;
mod support;
mod truth;
