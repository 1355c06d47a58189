import { Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

const ways = {
  invoice: { path: '/invoices', words: 'toInvoices' },
  free_credit: { path: '/payment-methods', words: 'toCards' },
  prepaid: { path: '/credits', words: 'toCredits' },
  linked: { path: '', words: 'toOverview' },
} as const

/** Billers under which the quota of a plan pays for nothing. */
export type BillerWithoutPlan = keyof typeof ways

export const isWithoutPlan = (biller: string): biller is BillerWithoutPlan => Object.hasOwn(ways, biller)

export type NotForPlansProps = { readonly org: string; readonly payer: string; readonly biller: BillerWithoutPlan }

/** Why a plan is of no use to an organization, and where to go instead. */
export const NotForPlans = ({ org, payer, biller }: NotForPlansProps) => {
  const t = useTranslations('plans')
  const { path, words } = ways[biller]
  return (
    <Card>
      <EmptyState
        icon={<Layers aria-hidden />}
        title={t(`notForTitle.${biller}`, { payer })}
        text={t(`notForText.${biller}`)}
        action={
          <LinkButton href={`/o/${org}${path}`} variant="secondary">
            {t(words)}
          </LinkButton>
        }
      />
    </Card>
  )
}
