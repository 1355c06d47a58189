import type { Metadata } from 'next'
import { SellerForm } from '@/components/admin/seller-form'
import { readPage } from '@/lib/http/page'
import { adminSeller } from '@/lib/reads/admin-seller'
import { saveSeller } from './actions'
import { Header } from './header'

export const metadata: Metadata = { title: 'Settings' }

const nobody = {
  name: '',
  street: '',
  buildingNumber: '',
  postalCode: '',
  town: '',
  country: 'CH',
  vatNumber: '',
  email: '',
  iban: '',
  zone: 'Europe/Zurich',
  setupPauseDays: '30',
}

const SettingsPage = async () => {
  const seller = await readPage(adminSeller)
  return (
    <>
      <Header />
      <SellerForm initial={seller ?? nobody} save={saveSeller} />
    </>
  )
}

export default SettingsPage
