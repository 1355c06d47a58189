import type { ReactNode } from 'react'
import { signOut } from '@/app/sign-in/actions'
import { CustomerShell } from '@/components/shell/customer-shell'
import { currentPerson } from '@/lib/auth/person'
import { settings } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { portalFrame } from '@/lib/reads/portal-frame'

type PortalLayoutProps = { params: Promise<{ org: string }>; children: ReactNode }

/** The frame of an organization's pages. It protects nothing: every page asks for itself. */
const PortalLayout = async ({ params, children }: PortalLayoutProps) => {
  const { org } = await params
  const frame = await readPage((ctx) => portalFrame(ctx, org))
  const person = await currentPerson()
  return (
    <CustomerShell
      {...frame}
      user={{ name: person?.name ?? '', email: person?.email ?? '' }}
      signOut={signOut}
      demo={settings().demo}
      admin={person?.admin ?? false}
    >
      {children}
    </CustomerShell>
  )
}

export default PortalLayout
