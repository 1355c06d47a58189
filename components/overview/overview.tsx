import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FundingCard, type FundingCardProps } from '@/components/funding/funding-card'
import type { InvoiceItem } from '@/components/invoices/invoice-item'
import { Alert } from '@/components/ui/alert'
import { LinkButton } from '@/components/ui/button'
import { dayWords, instantWords } from '@/components/ui/calendar-words'
import { PageHeader } from '@/components/ui/page-header'
import type { Biller } from '@/lib/core/funding/biller'
import { type Attention, AttentionList } from './attention-list'
import { FirstSteps } from './first-steps'
import { MonthSoFar, type MonthSoFarProps } from './month-so-far'
import { OpenInvoices } from './open-invoices'
import { SpendCard } from './spend-card'
import { type NextInvoice, SpendFigures } from './spend-figures'
import type { Spend } from './spend-item'
import { type TenantSummary, TenantsCard } from './tenants-card'

export type OverviewProps = {
  readonly org: string
  readonly orgName: string
  readonly biller: Biller
  /** When the figures were read: ISO-8601 instant, and the organization's zone. */
  readonly asOf: string
  readonly zone: string
  readonly attention: Attention
  readonly spend: Spend
  readonly estimate: MonthSoFarProps & {
    /** False where a part could not be priced and is left out of the estimate; the page then says so. */
    readonly complete: boolean
  }
  readonly nextInvoice: NextInvoice | null
  /** Open and overdue invoices, most urgent first. */
  readonly openInvoices: readonly InvoiceItem[]
  /** The sum of them per currency, decimal text; a single one as a rule. */
  readonly openTotals: readonly { readonly amount: string; readonly currency: string }[]
  readonly tenants: readonly TenantSummary[]
  /** How many there are: a long list is cut unless all are asked for. */
  readonly tenantCount?: number
  /** Null where usage is billed by invoice, and nothing can run out. */
  readonly funding: FundingCardProps['funding'] | null
  /** The plan whose weekly quota pays; null on any other biller. */
  readonly plan: { readonly title: string } | null
  /** Nothing has happened yet. */
  readonly isNew: boolean
  readonly isReady: boolean
  readonly mayPay: boolean
}

/** The customer's first page: what needs attention, what this month costs and will cost, what is left, what runs. */
export const Overview = (props: OverviewProps) => {
  const t = useTranslations('overview')
  const { org, orgName, biller, zone, attention, spend, estimate, nextInvoice, openInvoices, funding, plan } = props
  const { currency, complete } = estimate
  return (
    <>
      <PageHeader title={t('title')} text={orgName} />
      <AttentionList org={org} attention={attention} />
      {props.isNew ? <FirstSteps org={org} biller={biller} isReady={props.isReady} mayPay={props.mayPay} /> : null}
      <SpendFigures
        {...{ org, currency, spend, nextInvoice, openInvoices }}
        billed={biller === 'invoice'}
        openTotals={props.openTotals}
      />
      {complete ? null : (
        <Alert tone="warn" title={t('incomplete')}>
          {t('incompleteText')}
        </Alert>
      )}
      {funding ? (
        <FundingCard
          funding={funding}
          zone={zone}
          action={<FundingLink org={org} biller={biller} />}
          {...(plan ? { plan: plan.title } : {})}
        />
      ) : null}
      {spend.anything ? <SpendCard org={org} currency={currency} spend={spend} /> : null}
      {props.isNew ? null : <Billing {...props} />}
    </>
  )
}

/** What the next invoice is made of, what is open, and the tenants that cost. */
const Billing = (props: OverviewProps) => {
  const { org, asOf, zone, estimate, nextInvoice, openInvoices, tenants, tenantCount = tenants.length, biller } = props
  const allHref = `/o/${org}?tenants=all`
  const t = useTranslations('overview')
  const locale = useLocale()
  const at = instantWords(asOf, zone, locale)
  const isBilled = nextInvoice !== null
  return (
    <>
      {openInvoices.length > 0 || isBilled ? <OpenInvoices items={openInvoices} href={`/o/${org}/invoices`} /> : null}
      {nextInvoice ? (
        <div id="month-so-far" className="scroll-mt-4">
          <MonthSoFar
            {...estimate}
            allHref={allHref}
            note={t('estimateHint', { at, zone, day: dayWords(nextInvoice.expectedOn, locale) })}
          />
        </div>
      ) : null}
      {tenants.length > 0 || biller === 'invoice' ? (
        <TenantsCard tenants={tenants} count={tenantCount} allHref={allHref} />
      ) : null}
    </>
  )
}

/** Where what is left is explained, and more of it is had. */
const FundingLink = ({ org, biller }: { org: string; biller: Biller }): ReactNode => {
  const t = useTranslations('overview')
  const links = {
    invoice: ['invoices', 'allInvoices'],
    free_credit: ['payment-methods', 'toCards'],
    prepaid: ['credits', 'toCredits'],
    plan_quota: ['plans', 'toPlans'],
    linked: ['plans', 'toPlans'],
  } as const
  const [path, words] = links[biller]
  return (
    <LinkButton href={`/o/${org}/${path}`} variant="ghost" size="small">
      {t(words)}
    </LinkButton>
  )
}
