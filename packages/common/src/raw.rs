//! Storage records that are read by raw key: what a labeler has staked and their skill in a domain,
//! which one contract reads from another, and licenses, which gateways read. Their keys and bytes
//! are frozen; all sides use this module.

use cosmwasm_std::{CanonicalAddr, Uint128};
use pasar_truth::History;

use crate::{
    number::narrow_count,
    packed::{key, Packed, PackedError, PackedMap, Reader, Writer},
    time::{is_late, Seconds, DAY},
};
use pasar_formats::domain::DomainId;

/// Skill, mass and evidence are halved for every whole such time without a settlement.
pub const IDLE_PERIOD: Seconds = 90 * DAY;
/// Most unbondings of one labeler and denom that wait at a time.
pub const MAX_UNBONDINGS: usize = 8;

/// reputation-staking: (staker, denom) -> what they have staked.
pub const STAKES: PackedMap<StakeRecord> = PackedMap::new("k");
/// reputation-staking: (domain, labeler) -> their skill in the domain.
pub const SKILLS: PackedMap<SkillRecord> = PackedMap::new("s");

/// label-escrow: (campaign, licensee) -> the license that gateways see.
pub const LICENSES: PackedMap<LicenseRecord> = PackedMap::new("k");

/// reputation-staking: (domain, issuer, holder) -> a credential.
pub const CREDENTIALS: PackedMap<CredentialRecord> = PackedMap::new("r");
/// reputation-staking: (domain, issuer) -> who answers for credentials.
pub const ISSUERS: PackedMap<IssuerRecord> = PackedMap::new("i");

/// Last second of what holds forever: all bits set.
pub const PERPETUAL: Seconds = (1 << 40) - 1;

/// Key in [`LICENSES`].
pub fn license_key(campaign: u32, licensee: &CanonicalAddr) -> Vec<u8> {
    key().u32(campaign).address(licensee).take()
}

/// Key in [`ISSUERS`].
pub fn issuer_key(domain: DomainId, issuer: &CanonicalAddr) -> Vec<u8> {
    key().bytes(&domain).address(issuer).take()
}

/// Key in [`CREDENTIALS`].
pub fn credential_key(domain: DomainId, issuer: &CanonicalAddr, holder: &CanonicalAddr) -> Vec<u8> {
    key().bytes(&domain).address(issuer).address(holder).take()
}

/// Key in [`STAKES`]; `denom` as [`crate::asset::denom_key`] writes it.
pub fn stake_key(staker: &CanonicalAddr, denom: &str) -> Vec<u8> {
    key().address(staker).bytes(denom.as_bytes()).take()
}

/// Key in [`SKILLS`].
pub fn skill_key(domain: DomainId, labeler: &CanonicalAddr) -> Vec<u8> {
    key().bytes(&domain).address(labeler).take()
}

/// A license to a campaign's dataset. It holds while `now <= expires`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LicenseRecord {
    /// Last second in which it holds; [`PERPETUAL`]: forever.
    pub expires: Seconds,
    /// Offer it was bought under, which names the terms of use.
    pub offer: u32,
    /// Whether others bought it for the licensee, who never bought it themselves.
    pub gift: bool,
}

impl LicenseRecord {
    /// Whether it holds now.
    pub const fn holds(&self, now: Seconds) -> bool {
        !is_late(now, self.expires)
    }

    /// What gateways see once a license was bought, where they saw this one before.
    ///
    /// Attack: whoever buys a license for another chooses its terms of use. A gift that took the place of
    /// what the licensee bought, or that stood in its way because it came first and holds longer, would
    /// leave them with terms that they never took.
    pub fn after(self, bought: Self, now: Seconds) -> Self {
        if self.offer == bought.offer {
            let gift = bought.gift && (self.gift || !self.holds(now));
            return Self { gift, ..bought };
        }
        let gives_way = !self.holds(now) || (self.gift && !bought.gift);
        let is_better = !bought.gift && bought.expires > self.expires;
        if gives_way || is_better {
            bought
        } else {
            self
        }
    }
}

impl Packed for LicenseRecord {
    const RECORD: &'static str = "license";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u40(self.expires).u32(self.offer).u8(u8::from(self.gift));
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            expires: from.u40()?,
            offer: from.u32()?,
            gift: from.u8()? != 0,
        })
    }
}

/// A credential. It holds while `now <= expires`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CredentialRecord {
    /// Last second in which it holds; [`PERPETUAL`]: until it is revoked.
    pub expires: Seconds,
}

impl Packed for CredentialRecord {
    const RECORD: &'static str = "credential";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.u40(self.expires);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            expires: from.u40()?,
        })
    }
}

/// Who answers for credentials in a domain, and with what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IssuerRecord {
    /// The bond, without what was slashed.
    pub bond: Uint128,
    /// When it may leave; 0: it stays. Credentials of an issuer who leaves let nobody in.
    pub leaves_at: Seconds,
    /// Number of the period in which it was slashed last.
    pub period: u32,
    /// What was slashed in that period.
    pub slashed: Uint128,
    /// The bond's denom, as [`crate::asset::denom_key`] writes it.
    pub denom: String,
}

impl IssuerRecord {
    /// Whether their credentials let anybody in.
    pub const fn vouches(&self) -> bool {
        self.leaves_at == 0
    }
}

impl Packed for IssuerRecord {
    const RECORD: &'static str = "issuer";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.bond).u40(self.leaves_at).u32(self.period);
        to.amount(self.slashed).bytes(self.denom.as_bytes());
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            bond: from.amount()?,
            leaves_at: from.u40()?,
            period: from.u32()?,
            slashed: from.amount()?,
            denom: String::from_utf8_lossy(from.rest()).into_owned(),
        })
    }
}

/// An amount on its way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbonding {
    /// How much.
    pub amount: Uint128,
    /// When it may be withdrawn.
    pub ready_at: Seconds,
}

/// What a staker has in one denom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StakeRecord {
    /// Staked, exposed or free.
    pub staked: Uint128,
    /// At most [`MAX_UNBONDINGS`], ascending by time.
    pub unbonding: Vec<Unbonding>,
}

impl Packed for StakeRecord {
    const RECORD: &'static str = "stake";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        to.amount(self.staked);
        for entry in self.unbonding.iter().take(MAX_UNBONDINGS) {
            to.amount(entry.amount).u40(entry.ready_at);
        }
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        let staked = from.amount()?;
        let mut unbonding = Vec::new();
        while !from.is_empty() {
            unbonding.push(Unbonding {
                amount: from.amount()?,
                ready_at: from.u40()?,
            });
        }
        Ok(Self { staked, unbonding })
    }
}

/// A labeler's record in a domain, as of its last settlement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SkillRecord {
    /// Skill evidence, its mass, and evidence of spam.
    pub history: History,
    /// When the last settlement changed it.
    pub last: Seconds,
    /// No new seats in the domain before this time; 0 where they never were suspended.
    pub suspended_until: Seconds,
    /// The last evidence of spam: one requester in a row moves it by a bounded number of bits only.
    pub last_negative: Negative,
}

/// How far one requester in a row has moved a labeler's evidence of spam.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Negative {
    /// The requester, as [`requester_tag`] shortens their address.
    pub requester: u32,
    /// What their campaigns added to the evidence, Q12 bits, at most 0.
    pub evidence: i32,
}

/// The first four bytes of a requester's canonical address. Two who share them are bounded together,
/// which nobody's stake suffers from.
pub fn requester_tag(requester: &CanonicalAddr) -> u32 {
    let first = requester.iter().take(4);
    first.fold(0, |tag, byte| tag << 8u32 | u32::from(*byte))
}

impl SkillRecord {
    /// The history as it counts now: halved for every whole 90 days idle.
    pub fn history_at(&self, now: Seconds) -> History {
        let idle = now
            .saturating_sub(self.last)
            .checked_div(IDLE_PERIOD)
            .unwrap_or(0);
        self.history.decayed(narrow_count(idle))
    }
}

impl Packed for SkillRecord {
    const RECORD: &'static str = "skill";
    const VERSION: u8 = 1;

    fn write(&self, to: &mut Writer) {
        write_history(to, &self.history);
        to.u40(self.last)
            .u40(self.suspended_until)
            .u32(self.last_negative.requester)
            .i32(self.last_negative.evidence);
    }

    fn read(from: &mut Reader<'_>, _: u8) -> Result<Self, PackedError> {
        Ok(Self {
            history: read_history(from)?,
            last: from.u40()?,
            suspended_until: from.u40()?,
            last_negative: Negative {
                requester: from.u32()?,
                evidence: from.i32()?,
            },
        })
    }
}

/// Twelve bytes: skill, mass and evidence as i32. Histories are capped far below 2^31.
pub fn write_history(to: &mut Writer, history: &History) {
    for value in [history.skill, history.mass, history.evidence] {
        to.i32(i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX }));
    }
}

/// Reads what [`write_history`] wrote.
///
/// # Errors
/// [`PackedError`] where the record ends early.
pub fn read_history(from: &mut Reader<'_>) -> Result<History, PackedError> {
    let mut next = || from.i32().map(i64::from);
    Ok(History {
        skill: next()?,
        mass: next()?,
        evidence: next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stake_record_is_frozen() {
        let record = StakeRecord {
            staked: Uint128::new(1_000),
            unbonding: vec![Unbonding {
                amount: Uint128::new(5),
                ready_at: 1_700_000_000,
            }],
        };
        let bytes = [1, 2, 0x03, 0xe8, 1, 5, 0x00, 0x65, 0x53, 0xf1, 0x00];
        assert_eq!(record.to_bytes(), bytes);
        assert_eq!(StakeRecord::from_bytes(&bytes), Ok(record));
        let key = stake_key(&CanonicalAddr::from([7; 3]), "uatom");
        assert_eq!(STAKES.key(&key), b"\x00\x01k\x03\x07\x07\x07uatom");
    }

    #[test]
    fn the_skill_record_is_frozen() {
        let record = SkillRecord {
            history: History {
                skill: -2,
                mass: 3,
                evidence: 4,
            },
            last: 5,
            suspended_until: 6,
            last_negative: Negative {
                requester: 7,
                evidence: -8,
            },
        };
        let bytes = [
            1, 255, 255, 255, 254, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 5, 0, 0, 0, 0, 6, 0, 0, 0,
            7, 255, 255, 255, 248,
        ];
        assert_eq!(record.to_bytes(), bytes);
        assert_eq!(SkillRecord::from_bytes(&bytes), Ok(record));
        let key = skill_key(*b"domain00", &CanonicalAddr::from([7; 2]));
        assert_eq!(SKILLS.key(&key), b"\x00\x01sdomain00\x02\x07\x07");
    }

    #[test]
    fn the_license_record_is_frozen() {
        let record = LicenseRecord {
            expires: 0x65_53f1_00ff,
            offer: 2,
            gift: true,
        };
        let bytes = [1, 0x65, 0x53, 0xf1, 0x00, 0xff, 0, 0, 0, 2, 1];
        assert_eq!(record.to_bytes(), bytes);
        assert_eq!(LicenseRecord::from_bytes(&bytes), Ok(record));
        let key = license_key(9, &CanonicalAddr::from([7; 2]));
        assert_eq!(LICENSES.key(&key), b"\x00\x01k\x00\x00\x00\x09\x02\x07\x07");
        let forever = LicenseRecord {
            expires: PERPETUAL,
            offer: 1,
            gift: false,
        };
        let bytes = [1, 255, 255, 255, 255, 255, 0, 0, 0, 1, 0];
        assert_eq!(forever.to_bytes(), bytes);
    }

    #[test]
    fn what_gateways_see_is_the_licensees_own_choice_before_any_gift() {
        let license = |offer, expires, gift| LicenseRecord {
            expires,
            offer,
            gift,
        };
        let now = 10;
        let own = license(1, 20, false);
        // Own purchases: the one that ends later.
        assert_eq!(own.after(license(2, 21, false), now).offer, 2);
        assert_eq!(own.after(license(2, 20, false), now).offer, 1);
        // Gifts change nothing that holds, and fill what does not.
        assert_eq!(own.after(license(2, PERPETUAL, true), now).offer, 1);
        assert_eq!(own.after(license(2, 30, true), 21).offer, 2);
        let given = license(2, PERPETUAL, true);
        assert_eq!(given.after(license(3, PERPETUAL, true), now).offer, 2);
        // What the licensee buys takes a gift's place, however long the gift holds.
        assert_eq!(given.after(own, now), own);
        // A gift under the same offer prolongs what is there, and leaves it the licensee's own.
        let longer = own.after(license(1, 30, true), now);
        assert_eq!(longer, license(1, 30, false));
        assert!(!given.after(license(2, PERPETUAL, false), now).gift);
        assert!(own.after(license(1, 40, true), 21).gift, "it had ended");
    }

    #[test]
    fn credentials_and_issuers_are_frozen() {
        let record = CredentialRecord { expires: 0x0102 };
        assert_eq!(record.to_bytes(), [1, 0, 0, 0, 1, 2]);
        assert_eq!(CredentialRecord::from_bytes(&record.to_bytes()), Ok(record));
        let [issuer, holder] = [1, 2].map(|n| CanonicalAddr::from([n; 2]));
        let key = credential_key(*b"domain00", &issuer, &holder);
        assert_eq!(
            CREDENTIALS.key(&key),
            b"\x00\x01rdomain00\x02\x01\x01\x02\x02\x02"
        );
        let record = IssuerRecord {
            bond: Uint128::new(500),
            leaves_at: 7,
            period: 8,
            slashed: Uint128::new(3),
            denom: "uatom".into(),
        };
        let bytes = [
            1, 2, 1, 0xf4, 0, 0, 0, 0, 7, 0, 0, 0, 8, 1, 3, 117, 97, 116, 111, 109,
        ];
        assert_eq!(record.to_bytes(), bytes);
        assert_eq!(IssuerRecord::from_bytes(&bytes), Ok(record));
        let key = issuer_key(*b"domain00", &issuer);
        assert_eq!(ISSUERS.key(&key), b"\x00\x01idomain00\x02\x01\x01");
    }

    #[test]
    fn a_record_fades_by_half_every_90_idle_days() {
        let history = History {
            skill: 800,
            mass: 1_600,
            evidence: -400,
        };
        let record = SkillRecord {
            history,
            last: 100,
            ..SkillRecord::default()
        };
        assert_eq!(record.history_at(99 + IDLE_PERIOD), history);
        let half = History {
            skill: 400,
            mass: 800,
            evidence: -200,
        };
        assert_eq!(record.history_at(100 + IDLE_PERIOD), half);
        assert_eq!(record.history_at(u64::MAX).mass, 0);
    }
}
