import type { Day, DaySpan, Month } from '@/lib/core/time/day'
import type { MeterWords, SkillNames } from '@/lib/core/usage/meter-words'

export type Currency = 'CHF' | 'EUR' | 'USD'
export type Language = 'en' | 'de' | 'fr' | 'it'

/** How the buyer's supplies are taxed (I3). Everything but `domestic` carries no tax and a sentence of the law. */
export type TaxTreatment = 'domestic' | 'export' | 'reverse_charge' | 'exempt'

/** A party as printed on a document. Structured address, as EN 16931 and the QR-bill want it. */
export type Party = {
  readonly name: string
  readonly street: string
  readonly buildingNumber: string
  readonly postalCode: string
  readonly town: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  /** As printed: `CHE-123.456.788 MWST`; empty where there is none. */
  readonly vatNumber: string
  readonly email: string
}

/** The seller, and where to pay: an IBAN without spaces, or empty where only cards are taken. */
export type Seller = Party & { readonly iban: string }

export type LineKind =
  | 'tenant_fee'
  | 'setup_fee'
  | 'skill'
  | 'usage'
  | 'correction'
  | 'fee_correction'
  | 'skill_correction'
  | 'credit'

/** The line of an earlier month that a correction is of. */
export type CorrectedLine = {
  readonly month: Month
  readonly kind: 'tenant_fee' | 'setup_fee' | 'skill'
  /** The skill; empty for fees. */
  readonly detail: string
}

/** One recorded fact that a line rests on. */
export type EventReference = {
  readonly id: string
  readonly kind: 'created' | 'deleted' | 'enabled' | 'disabled' | 'suspended' | 'resumed'
  /** ISO-8601 instant, UTC. */
  readonly at: string
}

/** A line of usage that other sources than the bill paid for, in part or whole. */
export type CreditedUsage = {
  readonly meter: string
  readonly unit: string
  readonly unitPrice: string
  /** Exact, decimal text: what the usage costs, and what of it goes onto the bill. */
  readonly gross: string
  readonly postpaid: string
  /** The difference of the two, each rounded to two places. */
  readonly credit: string
}

/** What a line came from (I7, B1): enough to work it out again by hand. */
export type Explanation = {
  /** In numbers and signs alone: `49.00 × 20 ÷ 31`. */
  readonly formula: string
  readonly priceVersions: readonly number[]
  /** The price book of the versions, if it is another than that of the month's last day. */
  readonly priceBook?: string
  /** The billable days; empty for usage. */
  readonly days: readonly DaySpan[]
  readonly events: readonly EventReference[]
  /** Usage by civil day, quantity and exact amount as decimal text; empty for fees. */
  readonly usage: readonly {
    readonly day: Day
    readonly resource: string
    readonly quantity: string
    readonly amount: string
    /** What of it goes onto the bill; only on a line of which something else paid a part. */
    readonly postpaid?: string
    readonly events: number
  }[]
  /** What a `credit` takes off, line by line; absent elsewhere. */
  readonly credited?: readonly CreditedUsage[]
  /** What a `fee_correction` or `skill_correction` corrects; absent elsewhere. */
  readonly corrects?: CorrectedLine
}

export type SnapshotLine = {
  readonly position: number
  readonly kind: LineKind
  /**
   * What is billed: the tenant for fees, skills and their corrections, the meter for usage and corrections; for a credit the kind of line
   * that it takes off.
   */
  readonly subject: string
  /** Billable days of the month (`20/31`) for `tenant_fee`, the skill for `skill`, the month for corrections and their `credit`. */
  readonly detail: string
  /** Decimal text: months (`1`, or a fraction at twelve places), days, units of the meter, or `-1` for a credit. */
  readonly quantity: string
  /** `month`, `once`, `day`, or the unit of the meter (`token`). */
  readonly unit: string
  /** Decimal text, at least two and at most twelve places. */
  readonly unitPrice: string
  /** Decimal text with two places, rounded half-up once. */
  readonly amount: string
  /** Percent, decimal text with two places: `8.10`. */
  readonly taxRate: string
  /** How this supply was taxed, if otherwise than the month's last day is. */
  readonly treatment?: TaxTreatment
  readonly explain: Explanation
}

/** One row of the tax summary: tax is `base × rate`, rounded once per row. */
export type SnapshotTax = {
  readonly rate: string
  readonly base: string
  readonly tax: string
  /** If otherwise than the month's last day is. */
  readonly treatment?: TaxTreatment
}

/** What the lines call meters and skills, in every language: documents and screens are read in different ones. */
export type PrintedWords = {
  readonly meters: Readonly<Record<string, MeterWords>>
  readonly skills: Readonly<Record<string, SkillNames>>
}

/**
 * Everything an invoice says except the number, frozen when it is issued (I5). All amounts are decimal text with two
 * places in `currency`. Written as canonical JSON; documents are rendered from this and the number alone.
 */
export type InvoiceSnapshot = {
  /** How it is printed: documents of the first kind keep room for a payment part and print names as they were recorded. */
  readonly schema: 'kontor.invoice/1' | 'kontor.invoice/2'
  readonly org: string
  readonly month: Month
  readonly period: DaySpan
  /** IANA zone in which the days of this invoice are days. */
  readonly zone: string
  /** In the zone of the seller, as every day and number of a series is. */
  readonly issuedOn: Day
  readonly dueOn: Day
  readonly termsDays: number
  readonly currency: Currency
  readonly language: Language
  readonly payBy: 'card' | 'invoice'
  /** Of the month's last day; lines and tax rows that were taxed otherwise say so. */
  readonly treatment: TaxTreatment
  /** The article that exempts what is exempt on it. */
  readonly exemption?: string
  readonly seller: Seller
  readonly buyer: Party
  readonly lines: readonly SnapshotLine[]
  /** Absent from invoices of the first kind. */
  readonly words?: PrintedWords
  readonly taxes: readonly SnapshotTax[]
  readonly net: string
  readonly tax: string
  readonly total: string
  /** What the computation could see: recomputing with the same bounds gives the same bytes. */
  readonly inputs: {
    /** Highest event sequence of the org that was read. */
    readonly sequence: string
    /** Sequence up to which the org had been billed before; `-1` where it never was. Later facts are corrections. */
    readonly since: string
    /** Of the month's last day. */
    readonly priceBook: string
    readonly priceVersion: number
    readonly taxVersion: number
    /**
     * The newest version of the org's terms that was read; documents issued before terms had days lack it, and all of
     * their days are under the one treatment and price book that they name.
     */
    readonly termsVersion?: number
    /** The newest version of each further price book that the terms name. */
    readonly bookVersions?: Readonly<Record<string, number>>
    /** Within so many days after its deletion, a tenant created again paid no setup fee; absent if each creation paid. */
    readonly setupPauseDays?: number
  }
}
