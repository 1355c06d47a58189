import type { ReactNode } from 'react'
import { PageLanguage } from '@/app/page-language'
import { chooseLanguage, signOut } from '@/app/sign-in/actions'
import { DunningBanner } from '@/components/dunning/dunning-banner'
import { CustomerShell } from '@/components/shell/customer-shell'
import { ViewingStrip } from '@/components/shell/viewing-strip'
import { FreeCreditDialog } from '@/components/stopped/free-credit-dialog'
import { StopBanner } from '@/components/stopped/stop-banner'
import { currentPerson } from '@/lib/auth/person'
import { settings } from '@/lib/compose'
import { moreUrgent } from '@/lib/core/gate/stop'
import { readPage } from '@/lib/http/page'
import { dunningNotice } from '@/lib/reads/dunning-notice'
import { portalFrame } from '@/lib/reads/portal-frame'
import { stopNotice } from '@/lib/reads/stop-notice'
import { payOverdue } from './plans/actions'

type PortalLayoutProps = { params: Promise<{ org: string }>; children: ReactNode }

/** The frame of an organization's pages. It protects nothing: every page asks for itself. */
const PortalLayout = async ({ params, children }: PortalLayoutProps) => {
  const { org } = await params
  const [frame, dunning, stop] = await Promise.all([
    readPage((ctx) => portalFrame(ctx, org)),
    readPage((ctx) => dunningNotice(ctx, org)),
    readPage((ctx) => stopNotice(ctx, org)),
  ])
  const person = await currentPerson()
  const admin = person?.admin ?? false
  const isViewing = admin && !person?.memberships.some((each) => each.org === org)
  const urgent = moreUrgent(stop, dunning?.standing ?? 'good')
  return (
    <PageLanguage>
      <CustomerShell
        {...frame}
        user={{ name: person?.name ?? '', email: person?.email ?? '' }}
        signOut={signOut}
        chooseLanguage={chooseLanguage}
        demo={settings().demo}
        admin={admin}
        notice={
          urgent === 'stop' && stop ? (
            <StopBanner org={org} {...stop} />
          ) : urgent === 'dunning' && dunning ? (
            <DunningBanner org={org} dunning={dunning} pay={payOverdue} />
          ) : null
        }
      >
        {isViewing ? <ViewingStrip org={org} name={frame.org.name} /> : null}
        {children}
        {stop?.blocking ? (
          <FreeCreditDialog {...frame} mayPay={stop.mayPay} payers={stop.payers} admin={admin} signOut={signOut} />
        ) : null}
      </CustomerShell>
    </PageLanguage>
  )
}

export default PortalLayout
