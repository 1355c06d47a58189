import { useLocale, useTranslations } from 'next-intl'
import { FundingCard, type FundingCardProps } from '@/components/funding/funding-card'
import type { InvoiceItem } from '@/components/invoices/invoice-item'
import { Alert } from '@/components/ui/alert'
import { instantWords, monthWords } from '@/components/ui/calendar-words'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { Stat } from '@/components/ui/stat'
import { MonthSoFar, type MonthSoFarProps } from './month-so-far'
import { OpenInvoices } from './open-invoices'
import { type TenantSummary, TenantsCard } from './tenants-card'

export type OverviewProps = {
  readonly orgName: string
  /** The running month, `YYYY-MM`. */
  readonly month: string
  /** When the figures were read: ISO-8601 instant, and the organization's zone. */
  readonly asOf: string
  readonly zone: string
  readonly estimate: MonthSoFarProps
  /** False where a part could not be priced and is left out of the estimate; the page then says so. */
  readonly complete?: boolean
  /** Open and overdue invoices, most urgent first. */
  readonly openInvoices: readonly InvoiceItem[]
  /** The sum of them per currency, decimal text; a single one as a rule. */
  readonly openTotals: readonly { readonly amount: string; readonly currency: string }[]
  readonly invoicesHref: string
  readonly tenants: readonly TenantSummary[]
  /** Null where usage is billed by invoice, and nothing can run out. */
  readonly funding?: FundingCardProps['funding'] | null
}

/** The customer's first page: what this month costs so far, what is to be paid, what runs. */
export const Overview = (props: OverviewProps) => {
  const t = useTranslations('overview')
  const locale = useLocale()
  const { estimate, openInvoices, tenants, complete = true } = props
  const overdue = openInvoices.filter(({ status }) => status === 'overdue').length
  const active = tenants.filter(({ state }) => state === 'active').length
  const suspended = tenants.filter(({ state }) => state === 'suspended').length
  const totals = props.openTotals.length > 0 ? props.openTotals : [{ amount: '0', currency: estimate.currency }]
  return (
    <>
      <PageHeader title={t('title')} text={props.orgName} />
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <Stat
          label={t('monthSoFar', { month: monthWords(props.month, locale) })}
          value={<Money amount={estimate.total} currency={estimate.currency} />}
          hint={t('estimate')}
        />
        <Stat
          label={t('openInvoices')}
          value={totals.map(({ amount, currency }) => (
            <Money key={currency} amount={amount} currency={currency} className="block" />
          ))}
          hint={
            <>
              {t('openCount', { count: openInvoices.length })}
              {overdue > 0 ? (
                <span className="font-medium text-bad"> · {t('overdueCount', { count: overdue })}</span>
              ) : null}
            </>
          }
        />
        <Stat
          label={t('tenants')}
          value={t('tenantCount', { active })}
          hint={suspended > 0 ? t('tenantOthers', { suspended }) : t('allActive')}
        />
      </div>
      {complete ? null : (
        <Alert tone="warn" title={t('incomplete')}>
          {t('incompleteText')}
        </Alert>
      )}
      {props.funding ? <FundingCard funding={props.funding} zone={props.zone} /> : null}
      <OpenInvoices items={openInvoices} href={props.invoicesHref} />
      <MonthSoFar
        {...estimate}
        note={t('estimateHint', { at: instantWords(props.asOf, props.zone, locale), zone: props.zone })}
      />
      <TenantsCard tenants={tenants} />
    </>
  )
}
