import type { ReactNode } from 'react'
import { signOut } from '@/app/sign-in/actions'
import { DunningBanner } from '@/components/dunning/dunning-banner'
import { CustomerShell } from '@/components/shell/customer-shell'
import { currentPerson } from '@/lib/auth/person'
import { settings } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { dunningNotice } from '@/lib/reads/dunning-notice'
import { portalFrame } from '@/lib/reads/portal-frame'
import { payOverdue } from './plans/actions'

type PortalLayoutProps = { params: Promise<{ org: string }>; children: ReactNode }

/** The frame of an organization's pages. It protects nothing: every page asks for itself. */
const PortalLayout = async ({ params, children }: PortalLayoutProps) => {
  const { org } = await params
  const [frame, dunning] = await Promise.all([
    readPage((ctx) => portalFrame(ctx, org)),
    readPage((ctx) => dunningNotice(ctx, org)),
  ])
  const person = await currentPerson()
  return (
    <CustomerShell
      {...frame}
      user={{ name: person?.name ?? '', email: person?.email ?? '' }}
      signOut={signOut}
      demo={settings().demo}
      admin={person?.admin ?? false}
      notice={dunning ? <DunningBanner org={org} dunning={dunning} pay={payOverdue} /> : null}
    >
      {children}
    </CustomerShell>
  )
}

export default PortalLayout
