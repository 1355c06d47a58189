import type { Metadata } from 'next'
import { cache } from 'react'
import { settleDebt } from '@/app/(admin)/admin/invoice-run/debts/actions'
import {
  endSessions,
  removeMember,
  saveOrganization,
  saveOrgInvoicing,
  setMember,
} from '@/app/(admin)/admin/organizations/actions'
import { changeBiller, giveCredit, saveLimits, takeBack } from '@/app/(admin)/admin/organizations/funding-actions'
import { refund } from '@/app/(admin)/admin/organizations/payment-actions'
import { MembersList } from '@/components/admin/members-list'
import { OrganizationForm } from '@/components/admin/organization-form'
import { TenantsPanel } from '@/components/admin/tenants-panel'
import { TermsHistory } from '@/components/admin/terms-history'
import { DebtsPanel } from '@/components/debts/debts-panel'
import { FundingPanel } from '@/components/funding/funding-panel'
import { OrgInvoicingCard } from '@/components/invoicing/org-invoicing-card'
import { PaymentsPanel } from '@/components/payments/payments-panel'
import { WeeksCard } from '@/components/plans/weeks-card'
import { ChargesPanel } from '@/components/subscriptions/charges-panel'
import { SubscriptionsPanel } from '@/components/subscriptions/subscriptions-panel'
import { TimelinePanel } from '@/components/timeline/timeline-panel'
import { LinkButton } from '@/components/ui/button'
import { CopyText } from '@/components/ui/copy-text'
import { PageHeader } from '@/components/ui/page-header'
import { repairGate } from '@/lib/flows/funding/repair-gate'
import { afterPage, readPage } from '@/lib/http/page'
import { addressOf, type SearchParams, textOf } from '@/lib/http/search-params'
import { orgDebts } from '@/lib/reads/admin-debts'
import { adminFunding } from '@/lib/reads/admin-funding'
import { adminOrgInvoicing } from '@/lib/reads/admin-invoicing'
import { adminOrganization } from '@/lib/reads/admin-organization'
import { adminCharges, adminSubscriptions } from '@/lib/reads/admin-subscriptions'
import { newestEvents } from '@/lib/reads/admin-timeline'
import { orgPayments } from '@/lib/reads/org-payments'
import { pastWeeks } from '@/lib/reads/quota-weeks'

type OrganizationPageProps = { params: Promise<{ org: string }>; searchParams: SearchParams }

/** Read once for the title and the page. */
const read = cache((org: string) => readPage((ctx) => adminOrganization(ctx, org)))

export const generateMetadata = async ({ params }: Pick<OrganizationPageProps, 'params'>): Promise<Metadata> => ({
  title: (await read((await params).org)).name,
})

const OrganizationPage = async ({ params, searchParams }: OrganizationPageProps) => {
  const before = textOf((await searchParams).weeks)
  const { org, name, version, config, days, history, tenants, members, priceBooks } = await read((await params).org)
  const [funding, debts, purchases, subscribed, charged, events, past, invoicing] = await Promise.all([
    readPage((ctx) => adminFunding(ctx, org)),
    readPage((ctx) => orgDebts(ctx, org)),
    readPage((ctx) => orgPayments(ctx, org)),
    readPage((ctx) => adminSubscriptions(ctx, org)),
    readPage((ctx) => adminCharges(ctx, org, config.zone)),
    readPage((ctx) => newestEvents(ctx, org)),
    readPage((ctx) => pastWeeks(ctx, org, config.zone, before)),
    readPage((ctx) => adminOrgInvoicing(ctx, org)),
  ])
  await afterPage((ctx) => repairGate(ctx, org))
  const about = { org, zone: config.zone }
  return (
    <>
      <PageHeader
        back={{ href: '/admin/organizations', label: 'Organizations' }}
        title={name}
        text={<CopyText text={org} />}
        actions={
          <>
            <LinkButton href={`/o/${org}`} variant="secondary">
              View as customer
            </LinkButton>
            <LinkButton href={addressOf('/admin/invoices', { org })} variant="secondary">
              Invoices
            </LinkButton>
          </>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[3fr_2fr]">
        <OrganizationForm
          key={version}
          initial={config}
          priceBooks={priceBooks}
          days={days}
          save={saveOrganization.bind(null, { org, expected: version })}
        />
        <div className="flex min-w-0 flex-col gap-5">
          <OrgInvoicingCard org={org} {...invoicing} save={saveOrgInvoicing} />
          <MembersList members={members} change={{ org, add: setMember, remove: removeMember, endSessions }} />
          <TermsHistory history={history} zone={config.zone} />
        </div>
      </div>
      <FundingPanel
        {...funding}
        zone={config.zone}
        grant={giveCredit.bind(null, about)}
        takeBack={takeBack.bind(null, about)}
        changeBiller={changeBiller.bind(null, about)}
        saveLimits={saveLimits.bind(null, about)}
      />
      <WeeksCard
        weeks={past.weeks}
        first={past.isFirst ? null : `/admin/organizations/${org}`}
        next={past.next === null ? null : addressOf(`/admin/organizations/${org}`, { weeks: past.next })}
        file={`/api/orgs/${org}/weeks.csv`}
      />
      <DebtsPanel
        {...debts}
        zone={config.zone}
        href={addressOf('/admin/invoice-run/debts', { org })}
        settle={settleDebt}
      />
      <SubscriptionsPanel {...subscribed} zone={config.zone} />
      {charged.charges.length > 0 || charged.balance ? <ChargesPanel {...charged} zone={config.zone} /> : null}
      <PaymentsPanel purchases={purchases} zone={config.zone} refund={refund.bind(null, { org })} />
      <TenantsPanel tenants={tenants} zone={config.zone} />
      <TimelinePanel items={events} zone={config.zone} href={`/admin/organizations/${org}/timeline`} />
    </>
  )
}

export default OrganizationPage
