import { stay } from '@/app/docs/design/actions'
import { AdminShell } from '@/components/shell/admin-shell'
import { PageHeader } from '@/components/ui/page-header'

/** The admin's frame. */
const AdminShellPage = () => (
  <AdminShell user={{ name: 'Carla Frei', email: 'carla@kontor.example' }} signOut={stay} demo={false}>
    <PageHeader title="Organizations" text="The frame of the admin pages." />
  </AdminShell>
)

export default AdminShellPage
