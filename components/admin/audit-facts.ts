/** Facts of a record as they were written: any JSON. */
export type AuditFacts = Readonly<Record<string, unknown>>

/** A fact that changed, in words. */
export type ChangedFact = { readonly name: string; readonly before: string; readonly after: string }

/** What keys are called whose words do not say it. */
const known = new Map(
  Object.entries({
    at: 'Time',
    by: 'By',
    org: 'Organization',
    asset: 'Currency or unit',
    dayOn: 'Day',
    effectiveAt: 'In force from',
    effectiveOn: 'In force from',
    monthOn: 'Month',
    payBy: 'Paid by',
    spendCap: 'Spend cap',
    taken: 'Credit taken',
    toWithhold: 'Credit to withhold',
    uid: 'UID',
    vat: 'VAT',
    vatNumber: 'VAT number',
    iban: 'IBAN',
    url: 'URL',
    maxDiskMb: 'Largest disk in MB',
    maxMemoryMb: 'Most memory in MB',
    maxVcpus: 'Most vCPUs',
  }),
)

/** A key as words: `spendCap` and `spend_cap` are "Spend cap". */
export const factName = (key: string): string => {
  const named = known.get(key) ?? known.get(key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
  if (named) return named
  const words = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b(id|url|vat|iban|mb|api)\b/g, (word) => word.toUpperCase())
    .trim()
  return words === '' ? key : `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

const isObject = (value: unknown): value is AuditFacts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null

/** A value as people read it; nothing where there is none. */
export const factValue = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every(isPlain)) return value.length === 0 ? '–' : value.map(factValue).join(', ')
  return JSON.stringify(value)
}

/** So deep and so many: what goes beyond is shown as it was written. */
const deepest = 3
const mostFacts = 100

type Found = readonly [path: string, value: unknown]

/** The facts of a record one by one, those of its parts beside each other: `Address › City`. */
const flatten = (facts: AuditFacts, path = '', depth = 1): Found[] =>
  Object.entries(facts).flatMap(([key, value]): Found[] => {
    const own = path === '' ? factName(key) : `${path} › ${factName(key)}`
    if (depth < deepest && isObject(value) && Object.keys(value).length > 0) return flatten(value, own, depth + 1)
    const isList = depth < deepest && Array.isArray(value) && value.length > 0 && value.every(isObject)
    if (!isList) return [[own, value]]
    return (value as AuditFacts[]).flatMap((each, place) => flatten(each, `${own} ${place + 1}`, depth + 1))
  })

/** What an entry changed, fact by fact and in words; facts that stayed the same are left out. */
export const changedFacts = (before: AuditFacts | null, after: AuditFacts | null): readonly ChangedFact[] => {
  const [was, is] = [new Map(flatten(before ?? {})), new Map(flatten(after ?? {}))]
  const names = [...new Set([...was.keys(), ...is.keys()])]
  return names
    .filter((name) => JSON.stringify(was.get(name)) !== JSON.stringify(is.get(name)))
    .slice(0, mostFacts)
    .map((name) => ({ name, before: factValue(was.get(name)), after: factValue(is.get(name)) }))
}
