//! What the server answers, read into types. Either it fits or it does not: why not is said to nobody, so that the
//! program need not contain the sentences of every type and library that could not be read, which are a twelfth of what a
//! first visit waits for. The contract has whole numbers and texts; a number with a fraction fits nothing.

use std::fmt::{self, Display};

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Value, map};

/// The value as that type, if it fits.
pub fn read<T: DeserializeOwned>(value: &Value) -> Option<T> {
    T::deserialize(Reader(value)).ok()
}

/// The text as that type, if it is JSON and fits.
pub fn read_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    read(&serde_json::from_str(text).ok()?)
}

/// It does not fit.
#[derive(Debug)]
pub struct Unfit;

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unfit")
    }
}

impl std::error::Error for Unfit {}

impl Error for Unfit {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: serde::de::Unexpected, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: serde::de::Unexpected, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

struct Reader<'de>(&'de Value);

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(*it),
            Value::Number(it) => match (it.as_u64(), it.as_i64()) {
                (Some(it), _) => visitor.visit_u64(it),
                (_, Some(it)) => visitor.visit_i64(it),
                _ => Err(Unfit),
            },
            Value::String(it) => visitor.visit_borrowed_str(it),
            Value::Array(it) => visitor.visit_seq(Items(it.iter())),
            Value::Object(it) => visitor.visit_map(Fields { rest: it.iter(), value: None }),
        }
    }

    // A number that is asked for as a text, as decimals are, is none.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.0.as_str().map_or(Err(Unfit), |it| visitor.visit_borrowed_str(it))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unfit> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unfit> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(Variant { name, content: None }),
            Value::Object(fields) if fields.len() == 1 => match fields.iter().next() {
                Some((name, content)) => visitor.visit_enum(Variant { name, content: Some(content) }),
                None => Err(Unfit),
            },
            _ => Err(Unfit),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct identifier ignored_any
    }
}

struct Items<'de>(std::slice::Iter<'de, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unfit> {
        self.0.next().map(|item| seed.deserialize(Reader(item))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Fields<'de> {
    rest: map::Iter<'de>,
    /// Of the field whose name was read last.
    value: Option<&'de Value>,
}

impl<'de> MapAccess<'de> for Fields<'de> {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unfit> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = Some(value);
        seed.deserialize(BorrowedStrDeserializer::new(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unfit> {
        seed.deserialize(Reader(self.value.take().ok_or(Unfit)?))
    }
}

/// `"withdrawn"`, or `{"returned": …}` with what it contains.
struct Variant<'de> {
    name: &'de str,
    content: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Unfit;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Unfit> {
        let name = BorrowedStrDeserializer::new(self.name);
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Unfit;

    fn unit_variant(self) -> Result<(), Unfit> {
        self.content.is_none_or(Value::is_null).then_some(()).ok_or(Unfit)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unfit> {
        seed.deserialize(Reader(self.content.ok_or(Unfit)?))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Unfit> {
        Reader(self.content.ok_or(Unfit)?).deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Unfit> {
        Reader(self.content.ok_or(Unfit)?).deserialize_any(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use duoyuan_core::access::Role;
    use duoyuan_core::figure::Gap;
    use duoyuan_core::id::ParkId;
    use duoyuan_core::period::Month;
    use duoyuan_core::words::Message;
    use jiff::Timestamp;
    use rust_decimal::Decimal;
    use serde::Deserialize;
    use serde_json::json;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    struct All {
        at: Timestamp,
        month: Month,
        value: Option<Decimal>,
        #[serde(default)]
        parks: Vec<ParkId>,
        by: BTreeMap<ParkId, i64>,
        #[serde(flatten)]
        step: Step,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(tag = "step", rename_all = "snake_case")]
    enum Step {
        Asked,
        Done { how: How },
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum How {
        Well,
        Badly(String),
        Twice(u8, u8),
        Otherwise { why: String },
    }

    /// What the library reads is read, to the same; what it does not read is not.
    fn check<T: DeserializeOwned + PartialEq + std::fmt::Debug>(value: &Value) {
        assert_eq!(read::<T>(value), T::deserialize(value).ok(), "{value}");
        assert_eq!(read_text::<T>(&value.to_string()), T::deserialize(value).ok(), "{value}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn what_fits_is_read_as_the_library_reads_it() {
        let whole = json!({
            "at": "2026-10-08T01:02:03Z", "month": "2026-09", "value": "-12.50", "parks": ["qinyang", "wuzhi"],
            "by": {"qinyang": -3, "wuzhi": 4}, "step": "done", "how": {"badly": "晚了"}, "more": [1, {"a": null}],
        });
        check::<All>(&whole);
        assert!(read::<All>(&whole).is_some());
        for (field, value) in [
            ("at", json!("yesterday")),
            ("at", json!(5)),
            ("month", json!("2026-13")),
            ("value", json!(null)),
            ("value", json!(7)),
            ("value", json!("seven")),
            ("parks", json!({})),
            ("by", json!([])),
            ("by", json!({"qinyang": "3"})),
            ("step", json!("asked")),
            ("step", json!("never")),
            ("how", json!("well")),
            ("how", json!({"well": null})),
            ("how", json!({"twice": [1, 2]})),
            ("how", json!({"twice": [1, 256]})),
            ("how", json!({"twice": [1]})),
            ("how", json!({"otherwise": {"why": "雨"}})),
            ("how", json!({"badly": "a", "well": null})),
            ("how", json!(null)),
        ] {
            let mut other = whole.clone();
            other[field] = value;
            check::<All>(&other);
        }
        for missing in ["at", "value", "parks", "by", "step"] {
            let mut other = whole.clone();
            other.as_object_mut().unwrap().remove(missing);
            check::<All>(&other);
        }
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn types_of_the_contract_are_read() {
        check::<Role>(&json!({"kind": "park", "park": "qinyang"}));
        check::<Role>(&json!({"kind": "leading"}));
        check::<Role>(&json!({"kind": "king"}));
        check::<Message>(&json!({"key": "only_office", "text": "仅限", "args": {"a": "b"}}));
        check::<Option<Gap>>(&json!(null));
        check::<Vec<Option<bool>>>(&json!([true, null]));
        check::<(u64, String)>(&json!([1, "a"]));
        check::<f64>(&json!("1.5"));
        assert_eq!(read::<Value>(&json!(1.5)), None, "nothing in the contract has a fraction that is no text");
    }
}
