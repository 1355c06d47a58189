import type { Metadata } from 'next'
import { ComputeModeCard } from '@/components/admin/compute-mode-card'
import { SellerForm } from '@/components/admin/seller-form'
import { TaxRates } from '@/components/admin/tax-rates'
import { InvoicingForm } from '@/components/invoicing/invoicing-form'
import { readPage } from '@/lib/http/page'
import { adminInvoicing } from '@/lib/reads/admin-invoicing'
import { adminSeller } from '@/lib/reads/admin-seller'
import { adminTaxRates } from '@/lib/reads/admin-tax-rates'
import { adminSwitches } from '@/lib/reads/platform-switches'
import { addTaxRate, saveInvoicing, saveSeller, setComputeMode } from './actions'
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
  const [seller, rates, { computeMode, onQuota }, invoicing] = await Promise.all([
    readPage(adminSeller),
    readPage(adminTaxRates),
    readPage(adminSwitches),
    readPage(adminInvoicing),
  ])
  return (
    <>
      <Header />
      <SellerForm initial={seller ?? nobody} save={saveSeller} />
      <InvoicingForm key={invoicing.version} {...invoicing} save={saveInvoicing} />
      <ComputeModeCard on={computeMode} onQuota={onQuota} save={setComputeMode} />
      <TaxRates rates={rates} add={addTaxRate} />
    </>
  )
}

export default SettingsPage
