/** Where a spreadsheet may begin a cell, whatever it takes for a separator: at the start, after a separator or a line end. */
const cellStart = /(?<=^|[,;|\t\n\v\f\r\u0085\u2028\u2029])/
/** What a spreadsheet may skip before a formula. */
const skipped = /[\s\p{Cc}\p{Cf}"]*/u
/** What begins a formula, in the forms that spreadsheets take for the same sign. */
const sign = /[=+\-@|＝＋－＠﹦﹢﹣﹫｜−]/
const formula = new RegExp(`${cellStart.source}(?=${skipped.source}${sign.source})`, 'gu')

/** Text in which no cell begins a formula: it gets a mark before it. Names come from those who report usage. */
const harmless = (text: string): string => text.replace(formula, "'")

const field = (text: string): string => (/[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A plain number, which a spreadsheet adds up; a minus before it is no formula. */
const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text)

/** A line of a CSV file (RFC 4180): texts, then numbers. Every CSV file is written by this. */
export const csvLine = (texts: readonly string[], numbers: readonly string[] = []): string => {
  const cells = texts.map((text) => field(harmless(text)))
  return `${[...cells, ...numbers.map((text) => (isNumber(text) ? text : field(harmless(text))))].join(',')}\r\n`
}
