//! The official vocabulary (政府收支分类科目), loaded from assets/catalog.
