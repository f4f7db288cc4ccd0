//! The bytes of a built pack. One list of fields makes both the writing and the reading, so they cannot disagree.
//!
//! Reading never fails in the middle: past the end, or at a byte that means nothing, it goes on with empty values and
//! remembers that the bytes are damaged. This needs a fraction of the code of serde's reading (docs/decisions/0007-bytes.md).

use crate::pack::Slot;

/// What can stand in a built pack.
pub trait Wire: Sized {
    /// Reads one.
    fn read(bytes: &mut Reader) -> Self;
    /// Writes one.
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer);
}

/// Reads a whole value. `None` when the bytes are damaged, too few or too many.
pub fn read<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut reader = Reader { rest: bytes, damaged: false, slot: 0 };
    let value = T::read(&mut reader);
    (!reader.damaged && reader.rest.is_empty()).then_some(value)
}

/// The bytes of a whole value.
#[cfg(feature = "content")]
pub fn write(value: &impl Wire) -> Vec<u8> {
    let mut writer = Writer { bytes: Vec::new(), slot: 0 };
    value.write(&mut writer);
    writer.bytes
}

/// Bytes that are being read.
pub struct Reader<'a> {
    rest: &'a [u8],
    damaged: bool,
    /// The last slot: most slots are the next one, and are written as their distance.
    slot: u16,
}

/// Bytes that are being written.
#[cfg(feature = "content")]
pub struct Writer {
    /// What was written.
    pub bytes: Vec<u8>,
    slot: u16,
}

impl Reader<'_> {
    /// One byte.
    #[inline(never)]
    pub fn byte(&mut self) -> u8 {
        match self.rest.split_first() {
            Some((first, rest)) => {
                self.rest = rest;
                *first
            }
            None => {
                self.damaged = true;
                0
            }
        }
    }

    /// A number: seven bits a byte, the lowest first; the eighth says that more follow.
    #[inline(never)]
    pub fn number(&mut self) -> u32 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
            if shift > 28 {
                self.damaged = true;
                return number;
            }
        }
    }

    /// Notes that a byte means nothing.
    pub fn damage(&mut self) {
        self.damaged = true;
    }

    #[inline(never)]
    fn text(&mut self) -> Option<String> {
        let length = self.number() as usize;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

#[cfg(feature = "content")]
impl Writer {
    /// Writes a number as [`Reader::number`] reads it.
    fn number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.bytes.push(0x80 + (number & 0x7f) as u8);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}

impl Wire for Slot {
    fn read(bytes: &mut Reader) -> Self {
        bytes.slot = bytes.slot.wrapping_add(bytes.number() as u16);
        Self(bytes.slot)
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        bytes.number(u32::from(self.0.wrapping_sub(bytes.slot)));
        bytes.slot = self.0;
    }
}

impl Wire for u8 {
    fn read(bytes: &mut Reader) -> Self {
        bytes.byte()
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        bytes.bytes.push(*self);
    }
}

impl Wire for bool {
    fn read(bytes: &mut Reader) -> Self {
        bytes.byte() == 1
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        bytes.bytes.push(u8::from(*self));
    }
}

impl Wire for u16 {
    fn read(bytes: &mut Reader) -> Self {
        bytes.number() as Self
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        bytes.number(u32::from(*self));
    }
}

impl Wire for u32 {
    fn read(bytes: &mut Reader) -> Self {
        bytes.number()
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        bytes.number(*self);
    }
}

impl Wire for String {
    fn read(bytes: &mut Reader) -> Self {
        let text = bytes.text();
        bytes.damaged |= text.is_none();
        text.unwrap_or_default()
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        bytes.number(self.len() as u32);
        bytes.bytes.extend_from_slice(self.as_bytes());
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(bytes: &mut Reader) -> Self {
        (bytes.byte() == 1).then(|| T::read(bytes))
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        self.is_some().write(bytes);
        self.iter().for_each(|value| value.write(bytes));
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn read(bytes: &mut Reader) -> Self {
        let mut list = Self::new();
        for _ in 0..bytes.number() {
            // A damaged length must not fill the memory.
            if bytes.damaged {
                break;
            }
            list.push(T::read(bytes));
        }
        list
    }
    #[cfg(feature = "content")]
    fn write(&self, bytes: &mut Writer) {
        bytes.number(self.len() as u32);
        self.iter().for_each(|value| value.write(bytes));
    }
}

/// Structs, field by field.
macro_rules! wire_structs {
    ($($name:ident { $($field:tt),+ $(,)? })+) => {$(
        impl $crate::wire::Wire for $name {
            fn read(bytes: &mut $crate::wire::Reader) -> Self {
                Self { $($field: $crate::wire::Wire::read(bytes)),+ }
            }
            #[cfg(feature = "content")]
            fn write(&self, bytes: &mut $crate::wire::Writer) {
                $($crate::wire::Wire::write(&self.$field, bytes);)+
            }
        }
    )+};
}

/// Enums: a byte for the variant, then its fields. A byte that means nothing reads as the last variant.
macro_rules! wire_enums {
    ($($name:ident {
        $($variant:ident $(($($field:ident),+))? $({ $($named:ident),+ })? = $number:literal),+;
        $last:ident $(($($last_field:ident),+))? = $last_number:literal
    })+) => {$(
        impl $crate::wire::Wire for $name {
            fn read(bytes: &mut $crate::wire::Reader) -> Self {
                match bytes.byte() {
                    $($number => {
                        $($(let $field = $crate::wire::Wire::read(bytes);)+)?
                        $($(let $named = $crate::wire::Wire::read(bytes);)+)?
                        Self::$variant $(($($field),+))? $({ $($named),+ })?
                    })+
                    byte => {
                        if byte != $last_number {
                            bytes.damage();
                        }
                        $($(let $last_field = $crate::wire::Wire::read(bytes);)+)?
                        Self::$last $(($($last_field),+))?
                    }
                }
            }
            #[cfg(feature = "content")]
            fn write(&self, bytes: &mut $crate::wire::Writer) {
                match self {
                    $(Self::$variant $(($($field),+))? $({ $($named),+ })? => {
                        bytes.bytes.push($number);
                        $($($crate::wire::Wire::write($field, bytes);)+)?
                        $($($crate::wire::Wire::write($named, bytes);)+)?
                    })+
                    Self::$last $(($($last_field),+))? => {
                        bytes.bytes.push($last_number);
                        $($($crate::wire::Wire::write($last_field, bytes);)+)?
                    }
                }
            }
        }
    )+};
}

pub(crate) use {wire_enums, wire_structs};

#[cfg(all(test, feature = "content"))]
mod tests {
    use super::*;
    use crate::pack::Status;

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 127, 128, 16_383, 16_384, 70_001, 99_999, 1 << 21, 1 << 28, u32::MAX] {
            assert_eq!(read::<u32>(&write(&number)), Some(number));
        }
    }

    #[test]
    fn damaged_bytes_are_no_value() {
        assert_eq!(read::<u32>(&[]), None, "too few");
        assert_eq!(read::<u32>(&[1, 1]), None, "too many");
        assert_eq!(read::<u32>(&[0xff; 9]), None, "too long a number");
        assert_eq!(read::<u32>(&[0x80, 0x80, 0x80, 0x80, 0x80, 0]), None, "too long a number, and its end");
        assert_eq!(read::<Status>(&[3]), None, "no variant");
        assert_eq!(read::<Vec<String>>(&[2, 1, 0xff, 1, 65]), None, "what follows does not make it good again");
        assert_eq!(read::<String>(&[2, 0xff, 0xff]), None, "no UTF-8");
        assert_eq!(read::<String>(&[9, 65]), None, "text past the end");
        assert_eq!(read::<Vec<u8>>(&[0xff, 0xff, 0xff, 0x7f, 1]), None, "list past the end");
    }

    #[test]
    fn texts_and_lists_come_back() {
        let value = vec![Some("Évangeline".to_owned()), None, Some(String::new())];
        assert_eq!(read::<Vec<Option<String>>>(&write(&value)), Some(value));
    }

    #[test]
    fn slots_come_back_forwards_and_backwards() {
        let slots = vec![Slot(300), Slot(301), Slot(5), Slot(u16::MAX), Slot(0), Slot(0)];
        let bytes = write(&slots);
        assert_eq!(read::<Vec<Slot>>(&bytes), Some(slots));
        assert_eq!(write(&Slot(1)).len(), 1);
    }
}
