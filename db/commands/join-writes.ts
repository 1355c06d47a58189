import { readPico, writePico } from '@/db/columns'
import { pico } from '@/lib/core/money/amount'
import type { FundingWrite } from './write-funding'

type Writes = readonly FundingWrite[]
type Row = Readonly<Record<string, unknown>>

/** What a write may hold to be joined with others: what grants, months, weeks and holds are, and nothing beside them. */
const plain: ReadonlySet<string> = new Set<keyof FundingWrite>([
  ...(['org', 'sequence', 'version', 'reshape', 'claim', 'by', 'audit', 'book', 'book_version'] as const),
  ...(['grants', 'entries', 'draws', 'months', 'weeks', 'open', 'close', 'move', 'gate'] as const),
])

/** Rows of which those with the same name are added up, column by column. */
const summed = {
  draws: { name: 'grant', columns: ['remaining', 'held', 'used', 'expired', 'refunded', 'to_withhold'] },
  months: { name: 'month', columns: ['spent', 'held', 'capped'] },
  weeks: { name: 'week', columns: ['used', 'held'] },
} as const

export const isPlain = (write: FundingWrite): boolean =>
  Object.entries(write).every(([kind, value]) => value === undefined || plain.has(kind))

const rowsOf = (writes: Writes, kind: keyof FundingWrite): readonly Row[] =>
  writes.flatMap((write) => (write[kind] as readonly Row[] | undefined) ?? [])

const plus = (one: unknown, other: unknown): string => writePico(pico(readPico(one ?? '0') + readPico(other ?? '0')))

/** Two rows as one: the columns that both may have are added up. */
const sumOf = (one: Row, other: Row, columns: readonly string[]): Row => ({
  ...one,
  ...other,
  ...Object.fromEntries(
    columns.filter((column) => column in one || column in other).map((each) => [each, plus(one[each], other[each])]),
  ),
})

const sumsOf = (writes: Writes, kind: keyof typeof summed): readonly Row[] => {
  const { name, columns } = summed[kind]
  const sums = new Map<unknown, Row>()
  for (const row of rowsOf(writes, kind)) sums.set(row[name], sumOf(sums.get(row[name]) ?? {}, row, columns))
  return [...sums.values()]
}

/** The rows with the place of their write: each is recorded at its own sequence. */
const placed = (writes: Writes, kind: 'grants' | 'entries'): readonly Row[] =>
  writes.flatMap((write, index) => (write[kind] ?? []).map((row) => ({ ...row, step: index + 1 })))

const moveOf = (writes: Writes): Row =>
  writes.map(({ move }) => move as Row).reduce((sum, move) => sumOf(sum, move, Object.keys(move)))

const isDistinct = (names: readonly unknown[]): boolean => new Set(names).size === names.length

const claimNames = (writes: Writes): readonly unknown[] =>
  writes.flatMap(({ claim }) => {
    if (claim?.kind === 'reservation') return `held ${claim.id}`
    return claim?.kind === 'ledger' ? `recorded ${claim.reference}` : []
  })

/** Whether writes say the same together as one after the other. */
const isJoinable = (writes: Writes): boolean => {
  const names = claimNames(writes)
  return (
    writes.every(isPlain) &&
    new Set(writes.map(({ book, book_version }) => `${book} ${book_version}`)).size < 2 &&
    isDistinct(names) &&
    names.length === writes.filter(({ claim }) => claim).length &&
    isDistinct(rowsOf(writes, 'close').map(({ id }) => id)) &&
    [0, writes.length].includes(writes.filter(({ move }) => move).length) &&
    // Of one cap, and without notices of what is reached.
    new Set(rowsOf(writes, 'months').flatMap(({ most }) => most ?? [])).size < 2 &&
    rowsOf(writes, 'weeks').every((week) => !('thresholds' in week))
  )
}

const some = (kind: keyof FundingWrite, rows: readonly unknown[]): Partial<FundingWrite> =>
  rows.length > 0 ? { [kind]: rows } : {}

/**
 * Several writes of one org as one, if each was decided on what those before it leave: it stands if all of them would. Null if
 * they have to be written one after the other.
 */
export const joinWrites = (writes: Writes): FundingWrite | null => {
  const [first, last] = [writes[0], writes.at(-1)]
  if (!first || !last || !isJoinable(writes)) return null
  const { org, sequence, version, book, book_version, by, move } = first
  const claims = writes.flatMap(({ claim }) => claim ?? [])
  return {
    org,
    ...(sequence === undefined ? {} : { sequence }),
    ...(version === undefined ? {} : { version }),
    ...(book === undefined ? {} : { book, book_version: book_version ?? 0 }),
    ...(by === undefined ? {} : { by }),
    steps: writes.length,
    ...(writes.some(({ reshape }) => reshape) ? { reshape: true } : {}),
    ...(claims.length > 0 ? { claim: { kind: 'each', of: claims } } : {}),
    ...some('grants', placed(writes, 'grants')),
    ...some('entries', placed(writes, 'entries')),
    ...some('draws', sumsOf(writes, 'draws')),
    ...some('months', sumsOf(writes, 'months')),
    ...some('weeks', sumsOf(writes, 'weeks')),
    ...some('open', rowsOf(writes, 'open')),
    ...some('close', rowsOf(writes, 'close')),
    ...some(
      'audit',
      writes.flatMap(({ audit }) => audit ?? []),
    ),
    ...(move ? { move: moveOf(writes) } : {}),
    ...(last.gate ? { gate: last.gate } : {}),
  }
}
