import { type Minor, minor, minorPlaces, picoPlaces, sum } from '@/lib/core/money/amount'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { halfUp } from '@/lib/core/money/round'
import type { DraftLine } from '@/lib/core/pricing/draft-line'
import { type InvoiceMonth, invoiceMonth, linesByTenant } from '@/lib/core/pricing/invoice-month'
import { isRefused, type Refused } from '@/lib/core/refusal'

export type EstimateRow = {
  /** Empty for usage that belongs to no tenant. */
  readonly tenant: string
  readonly fees: string
  readonly skills: string
  readonly usage: string
  readonly total: string
}

export type Estimate = {
  readonly rows: readonly EstimateRow[]
  /** Before VAT; the sum of the rows. */
  readonly total: string
  /** False where a part could not be priced and is left out. */
  readonly complete: boolean
}

type Share = { fees: Minor; skills: Minor; usage: Minor }

const picoPerMinor = 10n ** BigInt(picoPlaces - minorPlaces)
const text = (amount: Minor): string => formatDecimal(amount, minorPlaces)

/** A month cut into parts that stand or fall alone: each tenant, and each meter's usage. */
const partsOf = (facts: InvoiceMonth): (DraftLine[] | Refused)[] => {
  const meters = [...new Set([...facts.usage, ...facts.late].map((row) => row.meter))].sort()
  const ofMeter = (meter: string): InvoiceMonth => ({
    ...facts,
    tenants: new Map(),
    usage: facts.usage.filter((row) => row.meter === meter),
    late: facts.late.filter((row) => row.meter === meter),
  })
  return [...linesByTenant(facts).values(), ...meters.map((meter) => invoiceMonth(ofMeter(meter)))]
}

/**
 * What of a line of usage goes onto the bill, split by the tenant that caused it. Each share is the difference of two
 * rounded running sums, so the shares add up to the line less its credit, to the cent.
 */
const splitUsage = (line: DraftLine, tenantOf: (resource: string) => string): [string, Minor][] => {
  const exact = new Map<string, bigint>()
  for (const { resource, amount, postpaid = amount } of line.explain.usage) {
    const tenant = tenantOf(resource)
    exact.set(tenant, (exact.get(tenant) ?? 0n) + (parseDecimal(postpaid, picoPlaces) ?? 0n))
  }
  let running = 0n
  return [...exact].sort().map(([tenant, amount]) => {
    const before = halfUp(running, picoPerMinor)
    running += amount
    return [tenant, minor(halfUp(running, picoPerMinor) - before)]
  })
}

/** What the month costs so far, by tenant. A part that can't be priced is left out and said to be. */
export const estimateOf = (facts: InvoiceMonth): Estimate => {
  const parts = partsOf(facts)
  const shares = new Map<string, Share>()
  const add = (tenant: string, column: keyof Share, amount: Minor): void => {
    const share = shares.get(tenant) ?? { fees: minor(0n), skills: minor(0n), usage: minor(0n) }
    shares.set(tenant, { ...share, [column]: sum([share[column], amount]) })
  }
  const tenantOf = (resource: string): string => (facts.tenants.has(resource) ? resource : '')
  for (const line of parts.flatMap((part) => (isRefused(part) ? [] : part))) {
    if (line.kind === 'credit') continue
    if (line.kind === 'usage' || line.kind === 'correction') {
      for (const [tenant, amount] of splitUsage(line, tenantOf)) add(tenant, 'usage', amount)
    } else add(line.subject, line.kind === 'skill' ? 'skills' : 'fees', line.amount)
  }
  return { ...totalled(shares), complete: !parts.some(isRefused) }
}

/** Tenants by name; what belongs to none comes last. */
const totalled = (shares: ReadonlyMap<string, Share>): Pick<Estimate, 'rows' | 'total'> => {
  const sorted = [...shares].sort(([a], [b]) => (a === '' ? 1 : b === '' || a < b ? -1 : 1))
  const rows = sorted.map(([tenant, { fees, skills, usage }]) => ({
    tenant,
    fees: text(fees),
    skills: text(skills),
    usage: text(usage),
    total: text(sum([fees, skills, usage])),
  }))
  const total = sum(sorted.flatMap(([, { fees, skills, usage }]) => [fees, skills, usage]))
  return { rows, total: text(total) }
}
