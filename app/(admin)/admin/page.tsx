import { redirect } from 'next/navigation'

/** The admin pages begin with the organizations. */
const AdminPage = () => redirect('/admin/organizations')

export default AdminPage
