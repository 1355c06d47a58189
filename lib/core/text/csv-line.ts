/** Text that a spreadsheet would take for a formula gets a mark before it: names come from whoever reports usage. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** A line of a CSV file (RFC 4180). Amounts are given as they are; other text is made harmless. */
export const csvLine = (texts: readonly string[], numbers: readonly string[] = []): string =>
  `${[...texts.map((text) => field(harmless(text))), ...numbers].join(',')}\r\n`
