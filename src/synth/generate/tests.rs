use super::*;
use crate::table::Silent;

fn settings(seed: u64, directory: &Path) -> SynthSettings {
    SynthSettings {
        enterprises: 600,
        members: 2000,
        seed,
        noise: Noise::Default,
        names_from: None,
        directory: directory.to_owned(),
        file_prefix: String::new(),
    }
}

fn make(seed: u64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    generate(&settings(seed, folder.path()), &Silent).unwrap();
    folder
}

fn bytes(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => open.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_owned();
                    found.push((name, std::fs::read(&path).unwrap()));
                }
            }
        }
    }
    found.sort();
    found
}

#[test]
fn one_seed_gives_one_city_and_another_seed_another() {
    let first = make(7);
    let again = make(7);
    let other = make(8);
    assert!(bytes(first.path()) == bytes(again.path()));
    assert!(bytes(first.path()) != bytes(other.path()));
}

#[test]
fn a_city_too_small_for_its_scenarios_is_refused() {
    let mut settings = settings(1, Path::new("unused"));
    settings.enterprises = 20;
    let refusal = generate(&settings, &Silent).unwrap_err();
    assert!(matches!(refusal, SynthError::TooSmall { found: 20, .. }));
}
