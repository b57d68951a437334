fn main() {
    for f in std::env::args().skip(1) {
        let t = std::fs::read_to_string(&f).unwrap();
        let d = gongkai::recognize::disclosure(&t);
        println!("{}", serde_json::to_string(&d).unwrap());
    }
}
