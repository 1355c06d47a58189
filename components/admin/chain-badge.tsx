import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { Badge } from '@/components/ui/badge'
import { formatQuantity } from '@/lib/core/money/format'

export type ChainBadgeProps = {
  readonly state: 'intact' | 'broken'
  /** How many entries were checked. */
  readonly entries: bigint
  /** The first entry that does not fit, where the chain is broken. */
  readonly brokenAt?: string
}

/** Whether every audit entry still fits to the one before it. */
export const ChainBadge = ({ state, entries, brokenAt }: ChainBadgeProps) => {
  const count = formatQuantity(entries.toString())
  if (state === 'intact') {
    return (
      <Badge tone="good">
        <ShieldCheck aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
        Chain intact, {count} entries
      </Badge>
    )
  }
  return (
    <Badge tone="bad">
      <ShieldAlert aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
      Chain broken{brokenAt ? ` at ${brokenAt}` : ''}
    </Badge>
  )
}
