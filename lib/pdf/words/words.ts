import type { TaxTreatment } from '@/lib/core/invoices/snapshot'

/** One unit of time as printed beside a quantity: beside one, and beside any other number. */
export type UnitWords = { readonly one: string; readonly many: string }

type ReminderText = (number: string, dueOn: string, until: string) => string

/** Every word a document prints that is not data. One record per language; a missing word does not compile. */
export type Words = {
  /** BCP 47, written into the file for screen readers. */
  readonly locale: string
  readonly title: (number: string) => string
  readonly page: (page: number, pages: number) => string
  readonly invoiceDate: string
  readonly dueDate: string
  readonly supplyPeriod: string
  readonly customerNumber: string
  readonly buyerVatNumber: string
  readonly currency: string
  readonly vatNumber: string
  readonly columns: {
    readonly position: string
    readonly description: string
    readonly quantity: string
    readonly unit: string
    readonly unitPrice: string
    readonly taxRate: string
    readonly amount: string
  }
  readonly units: { readonly month: UnitWords; readonly day: UnitWords; readonly once: UnitWords }
  readonly lines: {
    readonly tenantFee: (tenant: string) => string
    /** Appended where fewer days than the month has are billed. */
    readonly days: (billed: number, month: number) => string
    readonly setupFee: (tenant: string) => string
    readonly skill: (skill: string, tenant: string) => string
    readonly correction: (month: string, meter: string) => string
    /** What credit, free grants and quota paid of the usage above. */
    readonly credit: string
    readonly creditOfMonth: (month: string) => string
  }
  readonly vatRate: string
  readonly vatBase: string
  readonly vat: string
  readonly net: string
  readonly total: string
  readonly terms: {
    readonly card: (dueOn: string) => string
    readonly payTo: (iban: string) => string
    readonly settled: string
    readonly transfer: (days: number, dueOn: string) => string
    readonly immediately: string
  }
  readonly reminder: {
    /** By level. */
    readonly title: readonly [string, string, string]
    readonly date: string
    readonly invoice: string
    /** By level: the invoice, when it was due, and by when it is to be paid now. */
    readonly text: readonly [ReminderText, ReminderText, ReminderText]
    readonly invoiceOf: (number: string, day: string) => string
    readonly paid: string
    readonly fee: (level: number) => string
    readonly due: string
    /** How a fee is taxed. */
    readonly feeTax: string
    readonly card: (until: string) => string
    readonly transfer: (until: string, iban: string) => string
    readonly until: (until: string) => string
  }
  readonly treatment: Readonly<Record<Exclude<TaxTreatment, 'domestic'>, string>>
  /** @param article that the exemption rests on, as it was entered. */
  readonly exemptUnder: (article: string) => string
  /** Twelve month names, in the middle of a sentence. */
  readonly months: readonly string[]
  readonly day: (day: number, month: string, year: string) => string
}
