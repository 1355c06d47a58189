/** Rows on a page of a long list. */
export const pageSize = 50

export type Page<Row> = {
  readonly rows: readonly Row[]
  /** Numbers of the pages around this one; null at the ends. */
  readonly previous: number | null
  readonly next: number | null
}

/** The number of a page as an address has it; anything that is no such number means the first. */
export const readPageNumber = (text: string | undefined): number =>
  text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1

/** One page of a list, read one row further than is shown to see whether there is more. */
export const pageOf = async <Row>(
  number: number,
  read: (skip: number, most: number) => Promise<readonly Row[]>,
): Promise<Page<Row>> => {
  const rows = await read((number - 1) * pageSize, pageSize + 1)
  return {
    rows: rows.slice(0, pageSize),
    previous: number > 1 ? number - 1 : null,
    next: rows.length > pageSize ? number + 1 : null,
  }
}

/** Which page of a list: the one before or after a row, by what names it; the first if neither is given. */
export type Around<At = string> = { readonly before?: At | undefined; readonly after?: At | undefined }

export type PageAround<Row> = {
  readonly rows: readonly Row[]
  /** The row after which newer ones come, and the one before which older ones do; null at the ends. */
  readonly newer: string | null
  readonly older: string | null
}

/** The number of a row; anything else in the address means none. */
export const readRowNumber = (text: string | undefined): string | undefined =>
  text !== undefined && /^[1-9]\d{0,17}$/.test(text) ? text : undefined

/**
 * One page of a list, newest first, that begins at a row: it stays what it is while newer rows come, and takes no longer
 * further down.
 * @param read at most so many rows, those next to the row that is given, newest first.
 */
export const pageAround = async <Row>(
  { before, after }: Around<unknown>,
  read: (most: number) => Promise<readonly Row[]>,
  nameOf: (row: Row) => string,
): Promise<PageAround<Row>> => {
  const found = await read(pageSize + 1)
  const more = found.length > pageSize
  // What was read backwards has its surplus at the top.
  const rows = after === undefined ? found.slice(0, pageSize) : found.slice(-pageSize)
  const [first, last] = [rows.at(0), rows.at(-1)]
  return {
    rows,
    newer: first && (after === undefined ? before !== undefined : more) ? nameOf(first) : null,
    older: last && (after !== undefined || more) ? nameOf(last) : null,
  }
}
