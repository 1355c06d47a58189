import { listCells } from '@/db/queries/cells'
import {
  countFailingDeliveries,
  type DeliveryAttempt,
  type DeliveryStanding,
  type ListedDelivery,
  listAttempts,
  searchDeliveries,
} from '@/db/queries/deliveries'
import { type Ctx, requirePermission } from '@/lib/context'
import { orgNames } from './admin-invoice-run'
import { pageAround, readRowNumber } from './page-of'
import { platformZone } from './platform-zone'

/** As the address has it. */
export type AskedDeliveries = {
  readonly state: string | undefined
  readonly org: string | undefined
  readonly cell: string | undefined
  readonly before: string | undefined
  readonly after: string | undefined
  /** The delivery that is opened. */
  readonly open: string | undefined
}

const states: readonly DeliveryStanding[] = ['failing', 'waiting', 'delivered', 'overtaken', 'nobody', 'given_up']
const mostAttempts = 50
/** More than so many are told as so many. */
const mostCounted = 1_000

export type AdminDeliveries = Awaited<ReturnType<typeof adminDeliveries>>

/** A page of what cells and people are told, the newest first; what a filter does not know is left out of it. */
export const adminDeliveries = async (ctx: Ctx, asked: AskedDeliveries) => {
  requirePermission(ctx, 'platform:admin')
  const state = states.find((each) => each === asked.state)
  const [before, after, open] = [readRowNumber(asked.before), readRowNumber(asked.after), readRowNumber(asked.open)]
  const [orgs, cells, failing, attempts] = await Promise.all([
    orgNames(ctx),
    listCells(ctx.db),
    failingDeliveries(ctx),
    open ? listAttempts(ctx.db, open, mostAttempts) : [],
  ])
  const org = orgs.find((each) => each.org === asked.org)?.org
  const cell = cells.find((each) => each.cell === asked.cell)?.cell
  const search = { state, org, cell, before, after, now: ctx.now }
  const found = await pageAround(
    { before, after },
    (most) => searchDeliveries(ctx.db, { ...search, most }),
    ({ delivery }) => delivery,
  )
  return {
    ...found,
    rows: found.rows.map(itemOf),
    filters: {
      orgs,
      cells: cells.map((each) => each.cell),
      state: state ?? ('' as const),
      org: org ?? '',
      cell: cell ?? '',
    },
    opened: open ? { delivery: open, attempts: attempts.map(attemptOf) } : null,
    failing: failing.count,
    zone: platformZone,
  }
}

/** How many deliveries fail, counted up to a thousand, and since when the oldest of them waits. */
export const failingDeliveries = (ctx: Ctx) => {
  requirePermission(ctx, 'platform:admin')
  return countFailingDeliveries(ctx.db, mostCounted)
}

/** What is told, in parts: of a halt its generation, of a quota its week and how much of it is used, of a document its number. */
const messageOf = ({ kind, org, reference, documentOf }: ListedDelivery) => {
  const split = reference.lastIndexOf(':')
  const [subject, number] = [reference.slice(0, split), reference.slice(split + 1)]
  if (kind === 'invoice_document') return { tells: 'document' as const, number: documentOf ?? '', id: reference }
  if (kind === 'alert_mail') return { tells: 'mail' as const, number: '', id: `${org}.${reference}` }
  return kind === 'cell_command'
    ? { tells: subject === 'halt' ? ('halt' as const) : ('unblock' as const), number, id: `cmd_${org}_${number}` }
    : { tells: 'quota' as const, number, id: `quota_${org}_${subject}_${number}` }
}

const itemOf = (row: ListedDelivery) => {
  const {
    kind: _kind,
    reference: _reference,
    documentOf: _number,
    createdAt,
    dueAt,
    doneAt,
    org,
    orgName,
    ...rest
  } = row
  return {
    ...rest,
    ...messageOf(row),
    org: { org, name: orgName },
    createdAt: createdAt.toString(),
    dueAt: dueAt?.toString() ?? null,
    doneAt: doneAt?.toString() ?? null,
  }
}

const attemptOf = ({ attemptedAt, ...rest }: DeliveryAttempt) => ({ ...rest, attemptedAt: attemptedAt.toString() })
