import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageLanguage } from '@/app/page-language'
import { signOut } from '@/app/sign-in/actions'
import { AdminShell } from '@/components/shell/admin-shell'
import { currentPerson } from '@/lib/auth/person'
import { settings } from '@/lib/compose'
import { readPage } from '@/lib/http/page'
import { failingStripeEvents } from '@/lib/reads/admin-stripe-events'

export const metadata: Metadata = { title: { default: 'Admin', template: '%s · Admin · Kontor' } }

/** The frame of the admin pages. It protects nothing: every page and every action asks for itself. */
const AdminLayout = async ({ children }: { children: ReactNode }) => {
  const failingEvents = await readPage(failingStripeEvents)
  const person = await currentPerson()
  return (
    <PageLanguage>
      <AdminShell
        user={{ name: person?.name ?? '', email: person?.email ?? '' }}
        signOut={signOut}
        demo={settings().demo}
        failingEvents={failingEvents}
      >
        {children}
      </AdminShell>
    </PageLanguage>
  )
}

export default AdminLayout
