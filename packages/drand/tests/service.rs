//! A drand of one's own and the client of relays, over real sockets.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests: a wrong index or an overflow fails them, as it should"
)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    num::NonZeroU64,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, SystemTime},
};

use pasar_drand::{
    chain::{Chain, QUICKNET, QUICKNET_HASH},
    client::{Failed, Relays},
    native::{verify_round, Beacon},
    schedule::Schedule,
    server::Server,
    wire::{Info, Round},
};

const PERIOD: u64 = 2;

/// A service that runs.
struct Running {
    url: String,
    info: Info,
    chain: Chain,
}

/// A service whose genesis was so many seconds ago.
fn since(ago: u64, seed: &str) -> Running {
    at(now() - ago, seed)
}

fn at(genesis: u64, seed: &str) -> Running {
    let schedule = Schedule {
        genesis,
        period: NonZeroU64::new(PERIOD).unwrap(),
    };
    let server = Server::new(Beacon::new(seed.as_bytes()), schedule).unwrap();
    let info = server.info().clone();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || server.serve(&listener));
    let chain = info.chain().unwrap();
    Running { url, info, chain }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.unwrap().as_secs()
}

/// Status line, headers and body of an answer.
fn ask(url: &str, request: &str) -> (String, String, String) {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").unwrap()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let (status, headers) = head.split_once("\r\n").unwrap();
    (status.to_owned(), headers.to_owned(), body.to_owned())
}

fn get(url: &str, path: &str) -> (String, String, String) {
    ask(url, &format!("GET {path} HTTP/1.1\r\nHost: drand\r\n\r\n"))
}

/// Relays at these addresses, which are told to serve its chain.
fn relays(of: &Running, urls: &[&str]) -> Relays {
    let urls: Vec<String> = urls.iter().map(|&url| url.to_owned()).collect();
    Relays::new(&urls, of.chain)
}

/// A relay that says the same to everybody.
fn parrot(status: &'static str, body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while reader.read_line(&mut line).unwrap_or(0) > 2 {
                line.clear();
            }
            let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
            let _ = write!(stream, "{head}Connection: close\r\n\r\n{body}");
        }
    });
    url
}

#[test]
fn shows_its_chain_under_both_forms_of_the_path() {
    let drand = since(100, "seed");
    let (status, headers, body) = get(&drand.url, "/info");
    assert_eq!(status, "HTTP/1.1 200 OK");
    assert!(headers.contains("Access-Control-Allow-Origin: *"));
    assert_eq!(serde_json::from_str::<Info>(&body).unwrap(), drand.info);
    let below = format!("/{}/info", drand.info.hash);
    assert_eq!(get(&drand.url, &below).2, body);
    let (_, _, chains) = get(&drand.url, "/chains");
    assert_eq!(chains, format!("[\"{}\"]", drand.info.hash));
    let foreign = format!("/{}/info", "ab".repeat(32));
    assert_eq!(get(&drand.url, &foreign).0, "HTTP/1.1 404 Not Found");
}

#[test]
fn signs_the_rounds_that_have_come() {
    let drand = since(100, "seed");
    for path in ["/public/7", &format!("/{}/public/7", drand.info.hash)] {
        let (status, headers, body) = get(&drand.url, path);
        assert_eq!(status, "HTTP/1.1 200 OK");
        assert!(headers.contains("immutable"));
        let round: Round = serde_json::from_str(&body).unwrap();
        let signature = hex::decode(&round.signature).unwrap().try_into().unwrap();
        let found = verify_round(&drand.chain.public_key, 7, &signature).unwrap();
        assert_eq!(hex::encode(found), round.randomness);
        assert_eq!(round.round, 7);
    }
    for path in ["/public/latest", "/public/0"] {
        let before = drand.chain.schedule.round_at(now());
        let (_, headers, body) = get(&drand.url, path);
        let round: Round = serde_json::from_str(&body).unwrap();
        assert!((before..=before + 3).contains(&round.round));
        assert!(headers.contains("must-revalidate, max-age="), "{headers}");
    }
}

#[test]
fn waits_for_the_next_round_and_refuses_later_ones() {
    let drand = since(100, "seed");
    let next = drand.chain.schedule.round_at(now()) + 1;
    let (status, _, body) = get(&drand.url, &format!("/public/{next}"));
    assert_eq!(status, "HTTP/1.1 200 OK");
    assert_eq!(serde_json::from_str::<Round>(&body).unwrap().round, next);
    assert!(now() >= drand.chain.schedule.time_of(next).unwrap());

    let (status, headers, body) = get(&drand.url, &format!("/public/{}", next + 1000));
    assert_eq!(status, "HTTP/1.1 425 Too Early");
    assert!(headers.contains("Cache-Control: must-revalidate, public, max-age="));
    assert!(body.contains("is in the future"), "{body}");

    let young = at(now() + 600, "seed");
    for path in ["/public/latest", "/public/1"] {
        assert_eq!(get(&young.url, path).0, "HTTP/1.1 425 Too Early");
    }
}

#[test]
fn refuses_what_is_no_question() {
    let drand = since(100, "seed");
    assert_eq!(
        get(&drand.url, "/public/seven").0,
        "HTTP/1.1 400 Bad Request"
    );
    assert_eq!(get(&drand.url, "/public/-1").0, "HTTP/1.1 400 Bad Request");
    assert_eq!(get(&drand.url, "/elsewhere").0, "HTTP/1.1 404 Not Found");
    let (status, _, _) = ask(&drand.url, "POST /info HTTP/1.1\r\n\r\n");
    assert_eq!(status, "HTTP/1.1 405 Method Not Allowed");
    assert_eq!(ask(&drand.url, "\r\n\r\n").0, "HTTP/1.1 400 Bad Request");
}

#[test]
fn the_client_passes_over_relays_that_fail_or_lie() {
    let drand = since(100, "seed");
    let forged = Round::of(7, &Beacon::new(b"forger").sign(7));
    let liar = parrot("200 OK", serde_json::to_string(&forged).unwrap());
    let broken = parrot("502 Bad Gateway", "no node".to_owned());
    let babbler = parrot("200 OK", "<html>".to_owned());
    let other = parrot(
        "200 OK",
        serde_json::to_string(&Round::of(8, &Beacon::new(b"seed").sign(8))).unwrap(),
    );
    let bad = [
        liar.as_str(),
        &broken,
        &babbler,
        &other,
        "http://127.0.0.1:1",
    ];

    let urls: Vec<&str> = bad.iter().copied().chain([drand.url.as_str()]).collect();
    let found = relays(&drand, &urls).round(7).unwrap();
    assert_eq!(found.signature, Beacon::new(b"seed").sign(7));

    let refusal = relays(&drand, &bad).round(7).unwrap_err().to_string();
    for part in [
        format!("{liar} lied: the signature is not that of round 7"),
        format!("{broken} answered 502 Bad Gateway: no node"),
        format!("{babbler} answered what is no round: <html>"),
        format!("{other} answered round 8"),
        "http://127.0.0.1:1 ".to_owned(),
    ] {
        assert!(refusal.contains(&part), "{part} is not in {refusal}");
    }
}

#[test]
fn the_client_says_when_drand_is_stale_and_when_it_is_early() {
    let drand = since(100, "seed");
    let old = Round::of(7, &Beacon::new(b"seed").sign(7));
    let stale = parrot("200 OK", serde_json::to_string(&old).unwrap());
    let refusal = relays(&drand, &[&stale]).latest().unwrap_err();
    let Failed::Stale {
        round: 7,
        seconds,
        period: PERIOD,
    } = refusal
    else {
        panic!("{refusal}");
    };
    assert!((88..=120).contains(&seconds));
    let said = refusal.to_string();
    assert!(
        said.starts_with("drand is stale: its newest round is 7, "),
        "{said}"
    );

    let found = relays(&drand, &[&stale, &drand.url]).latest().unwrap();
    assert!(found.round >= 50);
    // A round that nobody has, as none was made since.
    let refusal = relays(&drand, &[&stale]).round(9).unwrap_err();
    assert!(matches!(refusal, Failed::Stale { round: 7, .. }));

    let refusal = relays(&drand, &[&drand.url]).round(1_000).unwrap_err();
    assert!(matches!(refusal, Failed::Early { round: 1_000, .. }));
    let refusal = relays(&drand, &[&drand.url]).round(0).unwrap_err();
    assert!(matches!(refusal, Failed::NoRound(0)));
    let nobody = relays(&drand, &[]);
    assert!(matches!(nobody.round(7).unwrap_err(), Failed::NoRelay));
    assert!(matches!(nobody.latest().unwrap_err(), Failed::NoRelay));
}

#[test]
fn relays_of_quicknet_are_asked_by_its_name() {
    let echo = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", echo.local_addr().unwrap());
    let asked = thread::spawn(move || {
        let (stream, _) = echo.accept().unwrap();
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line).unwrap();
        line
    });
    Relays::new(&[url], QUICKNET).round(1000).unwrap_err();
    let hash = hex::encode(QUICKNET_HASH);
    assert_eq!(
        asked.join().unwrap(),
        format!("GET /{hash}/public/1000 HTTP/1.1\r\n")
    );
}

/// The program, ended with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_program_serves_what_it_says_that_it_serves() {
    let mut program = Program(
        Command::new(env!("CARGO_BIN_EXE_drand"))
            .args(["--genesis", "1700000000", "--seed", "seed", "--period", "5"])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap(),
    );
    let mut said = String::new();
    let out = program.0.stdout.take().unwrap();
    BufReader::new(out).read_line(&mut said).unwrap();
    let words: Vec<&str> = said.split_whitespace().collect();
    let [url, hash, key] = words[..] else {
        panic!("{said}");
    };
    let info: Info = serde_json::from_str(&get(url, "/info").2).unwrap();
    assert_eq!((info.hash.as_str(), info.public_key.as_str()), (hash, key));
    assert_eq!((info.genesis_time, info.period.get()), (1_700_000_000, 5));
    assert_eq!(key, hex::encode(Beacon::new(b"seed").public_key()));
}
