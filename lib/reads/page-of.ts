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
