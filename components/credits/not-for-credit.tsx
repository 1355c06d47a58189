import { Coins } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

/** Billers under which credit pays for nothing. */
export type OtherBiller = 'invoice' | 'free_credit' | 'linked'

export const isOtherBiller = (biller: string): biller is OtherBiller =>
  biller === 'invoice' || biller === 'free_credit' || biller === 'linked'

const ways = {
  invoice: { path: '/invoices', words: 'toInvoices' },
  free_credit: { path: '/payment-methods', words: 'toCards' },
  linked: { path: '', words: 'toOverview' },
} as const

export type NotForCreditProps = { readonly org: string; readonly payer: string; readonly biller: OtherBiller }

/** Why credit is not sold to an organization, and where to go instead. */
export const NotForCredit = ({ org, payer, biller }: NotForCreditProps) => {
  const t = useTranslations('credits')
  const { path, words } = ways[biller]
  return (
    <Card>
      <EmptyState
        icon={<Coins aria-hidden />}
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
