//! Cuts a file into front matter and body, parses it to a tree that remembers where everything stood,
//! decodes it into plain types and reports every fault at once. Knows no noun of alliance work.

mod csv;
mod decode;
pub mod describe;
mod front_matter;
pub mod leaf;
pub mod locate;
pub mod nearest;
pub mod reference;
mod slip;
mod tree;
pub mod value;

pub use self::csv::{Cell, Row, Sheet, read_csv};
pub use self::decode::{Decoded, Mention, Mentions, decode, decode_list};
pub use self::describe::{Type, describe};
pub use self::front_matter::{Parts, split};
pub use self::leaf::Leaf;
pub use self::locate::{Locator, Root, Step};
pub use self::reference::{Key, Noun, OCCASION, Ref, id_fault, id_from};
pub use self::tree::{Tree, comments, parse};
pub use self::value::{Value, to_value};

pub(crate) use self::leaf::leaf;
pub(crate) use self::reference::noun;
