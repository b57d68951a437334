//! PDFs that are made to do harm, written by hand.

/// A PDF of these objects, numbered from 1; the first is the catalog.
pub fn pdf(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
    }
    let start = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

fn catalog() -> String {
    "<</Type/Catalog/Pages 2 0 R>>".to_owned()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>stream\n{content}\nendstream", content.len())
}

/// A PDF of one page with this media box, these resources and this content; `more` objects are numbered from 5.
fn page(media_box: &str, resources: &str, content: &str, more: Vec<String>) -> Vec<u8> {
    let mut objects = vec![
        catalog(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox{media_box}/Resources<<{resources}>>/Contents 4 0 R>>"),
        stream("", content),
    ];
    objects.extend(more);
    pdf(&objects)
}

/// Each with what is wrong with it.
pub fn all() -> Vec<(&'static str, Vec<u8>)> {
    let a4 = "[0 0 595 842]";
    let form =
        |content: &str| stream("/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 5 0 R>>>>", content);
    let deep = |open: &str, close: &str, n: usize| open.repeat(n) + &close.repeat(n);
    vec![
        (
            "tree of pages that contains itself",
            pdf(&[catalog(), "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>".to_owned()]),
        ),
        (
            "tree of pages that contains its parent",
            pdf(&[
                catalog(),
                "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 9>>".to_owned(),
                "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 9>>".to_owned(),
            ]),
        ),
        (
            "tree of pages a thousand million wide",
            pdf(&(0..32)
                .map(|i| match i {
                    0 => catalog(),
                    31 => format!("<</Type/Page/Parent 31 0 R/MediaBox{a4}>>"),
                    i => format!("<</Type/Pages/Kids[{0} 0 R {0} 0 R]/Count 2>>", i + 2),
                })
                .collect::<Vec<_>>()),
        ),
        ("object that is itself", pdf(&[catalog(), "2 0 R".to_owned()])),
        ("page as large as a country", page("[0 0 1e9 1e9]", "", "0 0 m 5 5 l S", Vec::new())),
        ("page without an end", page("[-1e38 -1e38 1e38 1e38]", "", "0 0 m 5 5 l S", Vec::new())),
        ("page that is turned inside out", page("[595 842 0 0]", "", "0 0 m 5 5 l S", Vec::new())),
        ("form that draws itself", page(a4, "/XObject<</X 5 0 R>>", "/X Do", vec![form("/X Do /X Do")])),
        (
            "forms that draw the next one twice, forty deep",
            page(
                a4,
                "/XObject<</X 5 0 R>>",
                "/X Do /X Do",
                (5..45)
                    .map(|i| {
                        let next = if i == 44 { String::new() } else { format!("/X {} 0 R", i + 1) };
                        let dictionary =
                            format!("/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<<{next}>>>>");
                        stream(&dictionary, if i == 44 { "0 0 m 5 5 l S" } else { "/X Do /X Do" })
                    })
                    .collect(),
            ),
        ),
        ("arrays in arrays", pdf(&[catalog(), deep("[", "]", 200_000)])),
        ("dictionaries in dictionaries", pdf(&[catalog(), deep("<</A", ">>", 200_000)])),
        ("arrays in the content", page(a4, "", &(deep("[", "]", 200_000) + " TJ"), Vec::new())),
        ("states that are never restored", page(a4, "", &"q ".repeat(1_000_000), Vec::new())),
        ("a million lines", page(a4, "", &"0 0 m 500 0 l S ".repeat(1_000_000), Vec::new())),
        (
            "a line of a million points",
            page(a4, "", &("0 0 m ".to_owned() + &"5 5 l ".repeat(1_000_000) + "S"), Vec::new()),
        ),
        (
            "lines at infinity",
            page(a4, "", "1e38 0 0 1e38 0 0 cm 1e38 1e38 m -1e38 1e38 l S 0 0 1e38 1e38 re f", Vec::new()),
        ),
        (
            "table of contents that goes round in circles",
            [
                b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n".as_slice(),
                b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 3/Prev 53>>\nstartxref\n53\n%%EOF",
            ]
            .concat(),
        ),
        ("stream whose length is itself", pdf(&[catalog(), "<</Length 2 0 R>>stream\nx\nendstream".to_owned()])),
        (
            "font that is described by itself",
            page(
                a4,
                "/Font<</F 5 0 R>>",
                "BT /F 12 Tf (abc) Tj ET",
                vec![
                    "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 5 0 R/DescendantFonts[5 0 R]/ToUnicode 5 0 R>>"
                        .to_owned(),
                ],
            ),
        ),
    ]
}
