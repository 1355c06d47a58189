import { type ShownLine, shownLine } from '@/lib/core/invoices/shown-line'
import type { InvoiceSnapshot, SnapshotLine } from '@/lib/core/invoices/snapshot'
import { formatMoney, groupDigits } from '@/lib/core/money/format'
import { printable } from '@/lib/core/text/printable'
import { describeQuantity, describeUnitPrice } from './describe-line'
import type { PageTexts } from './read-text'

/**
 * What of a snapshot is not in the text of its document, whatever the layout made of it: the first name, address or
 * number that no page says, or the first figure that does not follow the figures before it as a word of its own. Null
 * where all is there.
 */
export const findLacking = (snapshot: InvoiceSnapshot, number: string, read: PageTexts): string | null => {
  const joined = ` ${read.flat().join(' ')} `
  const all = squeeze(joined)
  const name = namesOf(snapshot, number).find((text) => !all.includes(squeeze(text)))
  if (name !== undefined) return name
  let at = 0
  for (const figure of figuresOf(snapshot)) {
    const next = joined.indexOf(` ${figure} `, at)
    if (next < 0) return figure
    at = next + figure.length + 1
  }
  return null
}

const squeeze = (text: string): string => printable(text).replace(/\s+/gu, '')

const namesOf = ({ seller, buyer, org, currency }: InvoiceSnapshot, number: string): string[] => [
  number,
  org,
  currency,
  ...[seller, buyer].flatMap(({ name, street, buildingNumber, postalCode, town, vatNumber }) => [
    name,
    `${street} ${buildingNumber}`,
    `${postalCode} ${town}`,
    vatNumber,
  ]),
]

/** In the order of the document: line by line, then tax by rate, then the sums. */
const figuresOf = (snapshot: InvoiceSnapshot): string[] => [
  ...snapshot.lines.flatMap((line) => lineFigures(line, shownLine(snapshot, line, snapshot.language))),
  ...sumFigures(snapshot),
]

const lineFigures = (line: SnapshotLine, shown: ShownLine): string[] =>
  [
    `${line.position}`,
    describeQuantity(line, shown),
    describeUnitPrice(line, shown),
    groupDigits(line.taxRate, 2),
    groupDigits(line.amount, 2),
  ].filter((figure) => figure !== '')

const sumFigures = ({ taxes, net, tax, total, currency }: InvoiceSnapshot): string[] => [
  ...taxes.flatMap(({ rate, base, tax: owed }) => [
    `${groupDigits(rate, 2)} %`,
    groupDigits(base, 2),
    groupDigits(owed, 2),
  ]),
  groupDigits(net, 2),
  groupDigits(tax, 2),
  formatMoney(total, currency),
]
