//! `minglu explain value`: the keys that others rely on, any bytes, ids never shown.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Asks for the parts of what stands on standard input.
fn explain(kind: &str, input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_minglu"))
        .args(["explain", "value", "--kind", kind, "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(input).expect("the input is read");
    drop(stdin);
    child.wait_with_output().expect("the binary ends")
}

/// One JSON value per line of the input.
#[track_caller]
fn answers(kind: &str, input: &[u8]) -> Vec<Value> {
    let output = explain(kind, input);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a JSON line"))
        .collect()
}

/// Every key is one that the contract names, and those without `?` are always there.
#[track_caller]
fn check_keys(kind: &str, inputs: &[&str], contract: &str) {
    let answers = answers(kind, (inputs.join("\n") + "\n").as_bytes());
    assert_eq!(answers.len(), inputs.len());
    for answer in answers {
        let keys = answer.as_object().expect("an object");
        for key in keys.keys() {
            let is_named = contract
                .split(' ')
                .any(|known| known.trim_end_matches('?') == key);
            assert!(is_named, "`{key}` in {answer}");
        }
        for known in contract.split(' ').filter(|known| !known.ends_with('?')) {
            assert!(keys.contains_key(known), "no `{known}` in {answer}");
        }
    }
}

#[test]
fn names_have_the_keys_of_the_contract() {
    check_keys(
        "name",
        &[
            "宜昌鼎力商贸有限公司第一分公司",
            "宜昌鼎力商贸有限公司（原宜昌鼎力百货商店）(已注销)",
            "宜昌鼎力商贸有限公司工会委员会",
            "西陵区餐饮行业工会联合会",
            "宜昌市总工会",
            "?",
            "",
        ],
        "input folded region? region_code? brand? industry? legal_form? entity_kind branch? \
         parent_name? union_suffix? former_name? status_note? leftover",
    );
}

#[test]
fn codes_have_the_keys_of_the_contract() {
    check_keys(
        "code",
        &[
            "91420500MA49001170",
            "9142O500MA49001170",
            "MA490007-X",
            "420500706847019",
            "110108000000016",
            "420502199001011238",
            "9.15101E+17",
            "无",
            "",
        ],
        "input kind valid fault? normal? org_code? region_code? repaired_from?",
    );
}

#[test]
fn addresses_have_the_keys_of_the_contract() {
    check_keys(
        "address",
        &[
            "湖北省宜昌市西陵区学院街道沿江大道46号2栋301室",
            "宜都市红花套镇周家河村二组",
            "",
        ],
        "input region_code? township? road? village? number? building? room? leftover",
    );
}

#[test]
fn what_stands_for_a_person_is_masked_whatever_its_kind() {
    let ids = [
        "420502199001011238",
        "420502199001011239",
        "420502900101123",
        "420502 19900101 1238",
        "42050219900101123801",
        "420804179205243355",
    ];
    for kind in ["code", "id"] {
        for answer in answers(kind, ids.join("\n").as_bytes()) {
            let shown = answer.to_string();
            let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
            for birth in ["19900101", "900101", "17920524"] {
                assert!(!digits.contains(birth), "{kind}: {shown}");
            }
        }
    }
}

#[test]
fn any_bytes_are_answered_line_by_line() {
    let mut input = "宜昌鼎力商贸有限公司\n".as_bytes().to_vec();
    // GB18030 of 宜昌, a lone continuation byte, a carriage return, an empty line, no line end.
    input.extend([
        0xD2, 0xCB, 0xB2, 0xFD, b'\n', 0x80, b'\r', b'\n', b'\n', b'a', 0,
    ]);
    for kind in ["name", "code", "address", "person", "id"] {
        assert_eq!(answers(kind, &input).len(), 5, "{kind}");
    }
}

#[test]
fn many_lines_come_back_in_their_order() {
    let input: Vec<String> = (0..20_000)
        .map(|row| format!("宜昌鼎力{row}商贸有限公司"))
        .collect();
    let answers = answers("name", input.join("\n").as_bytes());
    assert_eq!(answers.len(), input.len());
    for (answer, written) in answers.iter().zip(&input) {
        assert_eq!(answer["input"], **written);
    }
}

#[test]
fn a_reader_that_leaves_ends_it_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_minglu"))
        .args(["explain", "value", "--kind", "name", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = "宜昌鼎力商贸有限公司\n".repeat(5000);
    stdin
        .write_all(input.as_bytes())
        .expect("the input is read");
    drop(stdin);
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}
