import { CircleCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Badge } from '@/components/ui/badge'
import { Card, CardHeader } from '@/components/ui/card'
import { classNames } from '@/components/ui/class-names'
import { DateTime } from '@/components/ui/date-time'
import { Link } from '@/components/ui/link'
import { formatMoney } from '@/lib/core/money/format'
import {
  type DisputedItem,
  type FailingItem,
  type HaltedItem,
  haltWords,
  type OwingItem,
  standingWords,
} from './overview-item'

export type AttentionProps = {
  readonly halted: { readonly count: number; readonly orgs: readonly HaltedItem[] }
  readonly owing: { readonly count: number; readonly orgs: readonly OwingItem[] }
  readonly disputed: { readonly count: number; readonly payments: readonly DisputedItem[] }
  readonly events: FailingItem
  readonly deliveries: FailingItem
  readonly jobs: FailingItem
  /** What daily comparisons found wrong. */
  readonly differences: FailingItem
  /** Invoices that were not issued by themselves, and wait for an admin. */
  readonly held: FailingItem
  /** Every invoice that was issued by then was worked out again and found right; null before the first such walk. */
  readonly verifiedThrough: string | null
  readonly zone: string
}

/** What went wrong and waits for somebody; where nothing did, a line that says so. */
export const Attention = ({
  halted,
  owing,
  disputed,
  events,
  deliveries,
  jobs,
  differences,
  held,
  verifiedThrough,
  zone,
}: AttentionProps) => {
  const failing = events.count + deliveries.count + jobs.count + differences.count
  const waiting = failing + held.count + owing.count + disputed.count
  const beside = waiting > 0 && halted.count > 0
  if (halted.count + waiting === 0) return <AllWell verifiedThrough={verifiedThrough} zone={zone} />
  return (
    <div className={classNames('grid items-start gap-4', beside && 'lg:grid-cols-2')}>
      {waiting > 0 ? (
        <div className="flex min-w-0 flex-col gap-4">
          {failing > 0 ? (
            <Panel title="What fails" count={failing}>
              <Failing
                item={events}
                words={['Stripe event', 'Stripe events']}
                href="/admin/stripe-events?state=failing"
                zone={zone}
              />
              <Failing
                item={deliveries}
                words={['delivery', 'deliveries']}
                href="/admin/deliveries?state=failing"
                zone={zone}
              />
              <Failing item={jobs} words={['job', 'jobs']} href="/admin/jobs" zone={zone} />
              {differences.count > 0 ? (
                <li className={row}>
                  <Link href="/admin/jobs" className="inline-block min-h-6 font-medium hover:underline">
                    {differences.count === 1 ? '1 record differs' : `${differences.count} records differ`}
                  </Link>
                  <Since at={differences.oldestAt} zone={zone} />
                </li>
              ) : null}
            </Panel>
          ) : null}
          {held.count > 0 ? (
            <Panel title="Invoices that wait for you" count={held.count}>
              <li className={row}>
                <Link href="/admin/invoice-run" className="inline-block min-h-6 font-medium hover:underline">
                  {held.count === 1
                    ? '1 invoice was not issued automatically'
                    : `${held.count} invoices were not issued automatically`}
                </Link>
                <Since at={held.oldestAt} zone={zone} />
              </li>
            </Panel>
          ) : null}
          {owing.count > 0 ? (
            <Panel title="Past due organizations" count={owing.count}>
              {owing.orgs.map(({ org, name, standing, since }) => (
                <OrgItem key={org} org={org} name={name} words={standingWords(standing)} since={since} zone={zone} />
              ))}
              <More count={owing.count - owing.orgs.length} />
            </Panel>
          ) : null}
          {disputed.count > 0 ? (
            <Panel title="Disputed payments" count={disputed.count}>
              {disputed.payments.map(({ org, name, asked, amount, currency, since }) => (
                <OrgItem
                  key={`${org} ${since}`}
                  org={org}
                  name={name}
                  words={`${formatMoney(amount, currency)}, ${asked ? 'asked about by the bank' : 'disputed: evidence can be handed in at Stripe'}`}
                  since={since}
                  zone={zone}
                />
              ))}
              <More count={disputed.count - disputed.payments.length} />
            </Panel>
          ) : null}
        </div>
      ) : null}
      {halted.count > 0 ? (
        <Panel title="Halted organizations" count={halted.count}>
          {halted.orgs.map(({ org, name, reason, since }) => (
            <OrgItem key={org} org={org} name={name} words={haltWords(reason)} since={since} zone={zone} />
          ))}
          <More count={halted.count - halted.orgs.length} />
        </Panel>
      ) : null}
    </div>
  )
}

const AllWell = ({ verifiedThrough, zone }: Pick<AttentionProps, 'verifiedThrough' | 'zone'>) => (
  <p role="status" className="flex items-center gap-2.5 rounded-md bg-good-soft px-3.5 py-2.5 text-good">
    <CircleCheck aria-hidden className="size-4 shrink-0" />
    <span>
      No organization is halted or past due, no payment is disputed, and nothing is failing.
      {verifiedThrough === null ? null : (
        <>
          {' '}
          All invoices are verified through <DateTime at={verifiedThrough} zone={zone} />.
        </>
      )}
    </span>
  </p>
)

const Panel = ({ title, count, children }: { title: string; count: number; children: ReactNode }) => (
  <Card aria-label={title}>
    <CardHeader title={title} actions={<Badge tone="bad">{count}</Badge>} />
    <ul className="divide-y divide-line border-line border-t">{children}</ul>
  </Card>
)

const row = 'flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-4 py-2.5 sm:px-5'

type OrgItemProps = { org: string; name: string; words: string; since: string | null; zone: string }

const OrgItem = ({ org, name, words, since, zone }: OrgItemProps) => (
  <li className={row}>
    <span className="min-w-0">
      <Link
        href={`/admin/organizations/${org}`}
        className="inline-block min-h-6 font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {name}
      </Link>
      <span className="block text-ink-soft text-sm">{words}</span>
    </span>
    <Since at={since} zone={zone} />
  </li>
)

const Since = ({ at, zone }: { at: string | null; zone: string }) =>
  at === null ? null : (
    <span className="text-ink-faint text-xs">
      since <DateTime at={at} zone={zone} />
    </span>
  )

type FailingProps = { item: FailingItem; words: readonly [string, string]; href: string; zone: string }

const Failing = ({ item, words: [one, many], href, zone }: FailingProps) =>
  item.count === 0 ? null : (
    <li className={row}>
      <Link href={href} className="inline-block min-h-6 font-medium hover:underline">
        {item.count} {item.count === 1 ? `${one} fails` : `${many} fail`}
      </Link>
      <Since at={item.oldestAt} zone={zone} />
    </li>
  )

const More = ({ count }: { count: number }) =>
  count > 0 ? (
    <li className={row}>
      <Link href="/admin/organizations" className="inline-block min-h-6 text-ink-soft text-sm hover:underline">
        and {count} more among the organizations
      </Link>
    </li>
  ) : null
