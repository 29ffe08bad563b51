use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
};

use super::*;

/// A service that gives these answers, one a connection, in pieces with a
/// pause between them.
pub fn serve(answers: Vec<Vec<Vec<u8>>>, pause: Duration) -> Address {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/file.csv?key=geheim", listener.local_addr().unwrap());
    thread::spawn(move || {
        for pieces in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            assert!(lines.map_while(Result::ok).any(|line| line.is_empty()));
            for piece in pieces {
                // A client that gives up closes the connection: no fault of the test.
                let _ = stream.write_all(&piece).and_then(|()| stream.flush());
                thread::sleep(pause);
            }
        }
    });
    Address::parse(&address).unwrap()
}

/// A whole answer in one piece.
pub fn answer(status: &str, headers: &str, body: &str) -> Vec<Vec<u8>> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n");
    vec![(head + body).into_bytes()]
}

/// A client that tries three times and waits a quarter of a second at most.
pub fn client() -> Client {
    Client::new(Patience { retries: 2, silence: Duration::from_millis(250) })
}

fn read(client: &Client, address: &Address) -> Result<u64, Trouble> {
    client.read(&mut client.ask(address, &Asked::default())?, 1 << 20, |_| Ok(()))
}

#[test]
fn a_stream_in_small_pieces_is_no_silence_and_drops_are() {
    let mut pieces = answer("200 OK", "", &"x".repeat(70 * 500));
    let whole = pieces.remove(0);
    let head = whole.len() - 70 * 500;
    pieces.push(whole[..head].to_vec());
    pieces.extend(whole[head..].chunks(500).map(<[u8]>::to_vec));
    let address = serve(vec![pieces], Duration::from_millis(20));
    assert_eq!(read(&client(), &address).unwrap(), 35_000);

    let mut drops = vec![b"HTTP/1.1 200 OK\r\n\r\n".to_vec()];
    drops.extend(vec![b"x".to_vec(); 70]);
    let address = serve(vec![drops], Duration::from_millis(20));
    let said = format!("{:?}", read(&client(), &address).unwrap_err());
    assert!(said.contains("next to nothing"), "{said}");
}

#[test]
fn a_part_that_was_not_asked_for_is_refused() {
    let part = answer("206 Partial Content", "Content-Range: bytes 0-2/9\r\n", "abc");
    let address = serve(vec![part], Duration::ZERO);
    assert!(matches!(read(&client(), &address), Err(Trouble::Failure(Failure::Refused { .. }))));
}

#[test]
fn a_source_may_not_send_more_in_all_than_is_believed() {
    let page = || answer("200 OK", "", "0123456789");
    let address = serve(vec![page(), page(), page()], Duration::ZERO);
    let client = client();
    client.left.set(15);
    assert_eq!(read(&client, &address).unwrap(), 10);
    assert!(matches!(read(&client, &address), Err(Trouble::Failure(Failure::Refused { .. }))));
    client.next_source();
    assert_eq!(read(&client, &address).unwrap(), 10);
}
