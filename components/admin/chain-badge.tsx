import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { DateTime } from '@/components/ui/date-time'
import { formatQuantity } from '@/lib/core/money/format'

export type ChainBadgeProps = {
  /** The last entry up to which the chain was verified. */
  readonly verified: bigint
  /** ISO-8601 instant; null if it was never verified. */
  readonly checkedAt: string | null
  /** The first entry that does not fit; null if all do. */
  readonly brokenAt: bigint | null
  readonly zone: string
}

const icon = 'mr-1 inline size-3.5 shrink-0 align-[-2px]'

/** Whether every audit entry fits to the one before it, as far as they were verified, and when that was. */
export const ChainBadge = ({ verified, checkedAt, brokenAt, zone }: ChainBadgeProps) => {
  if (checkedAt === null) {
    return (
      <Badge tone="neutral">
        <ShieldQuestion aria-hidden className={icon} />
        Chain not verified yet
      </Badge>
    )
  }
  const isBroken = brokenAt !== null
  const place = formatQuantity((isBroken ? brokenAt : verified).toString())
  return (
    <Badge tone={isBroken ? 'bad' : 'good'}>
      {isBroken ? <ShieldAlert aria-hidden className={icon} /> : <ShieldCheck aria-hidden className={icon} />}
      <span>
        {isBroken ? `Chain broken at #${place}` : `Chain intact up to #${place}`}, verified{' '}
        <DateTime at={checkedAt} zone={zone} />
      </span>
    </Badge>
  )
}
