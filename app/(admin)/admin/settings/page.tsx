import type { Metadata } from 'next'
import { ComputeModeCard } from '@/components/admin/compute-mode-card'
import { SellerForm } from '@/components/admin/seller-form'
import { TaxRates } from '@/components/admin/tax-rates'
import { readPage } from '@/lib/http/page'
import { adminSeller } from '@/lib/reads/admin-seller'
import { adminTaxRates } from '@/lib/reads/admin-tax-rates'
import { adminSwitches } from '@/lib/reads/platform-switches'
import { addTaxRate, saveSeller, setComputeMode } from './actions'
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
  const [seller, rates, { computeMode, onQuota }] = await Promise.all([
    readPage(adminSeller),
    readPage(adminTaxRates),
    readPage(adminSwitches),
  ])
  return (
    <>
      <Header />
      <SellerForm initial={seller ?? nobody} save={saveSeller} />
      <ComputeModeCard on={computeMode} onQuota={onQuota} save={setComputeMode} />
      <TaxRates rates={rates} add={addTaxRate} />
    </>
  )
}

export default SettingsPage
