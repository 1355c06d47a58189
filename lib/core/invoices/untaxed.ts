import type { InvoiceSnapshot, TaxTreatment } from './snapshot'

/** The treatments of an invoice under which no tax is charged, in the order of its tax summary: the law wants a sentence for each. */
export const untaxedOf = ({ taxes, treatment: usual }: InvoiceSnapshot): Exclude<TaxTreatment, 'domestic'>[] => {
  const found = taxes.map(({ treatment = usual }) => treatment)
  return [...new Set(found)].filter((treatment) => treatment !== 'domestic')
}
