import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { signOut } from '@/app/sign-in/actions'
import { AdminShell } from '@/components/shell/admin-shell'
import { currentPerson } from '@/lib/auth/person'
import { settings } from '@/lib/compose'
import { requirePermission } from '@/lib/context'
import { readPage } from '@/lib/http/page'

export const metadata: Metadata = { title: { default: 'Admin', template: '%s · Admin · Kontor' } }

/** The frame of the admin pages. It protects nothing: every page and every action asks for itself. */
const AdminLayout = async ({ children }: { children: ReactNode }) => {
  await readPage(async (ctx) => requirePermission(ctx, 'platform:admin'))
  const person = await currentPerson()
  return (
    <AdminShell
      user={{ name: person?.name ?? '', email: person?.email ?? '' }}
      signOut={signOut}
      demo={settings().demo}
    >
      {children}
    </AdminShell>
  )
}

export default AdminLayout
