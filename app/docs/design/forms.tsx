'use client'

import { CreateKeyDialog } from '@/components/admin/create-key-dialog'
import { CreateOrganizationDialog } from '@/components/admin/create-organization-dialog'
import { OrganizationForm } from '@/components/admin/organization-form'
import { SellerForm } from '@/components/admin/seller-form'
import { PayPanel } from '@/components/pay/pay-panel'
import { DraftForm } from '@/components/pricing/draft-form'
import { SignInCard } from '@/components/sign-in/sign-in-card'
import { refuseAfter, succeedAfter } from './made-up-actions'
import { longName, organizations, prices, snapshot } from './sample'
import { Section } from './section'

const books = [{ id: 'standard', name: 'Standard', currency: 'CHF' }]
const never = () => new Promise<void>(() => undefined)

export const SignInPreview = () => (
  <Section id="sign-in" title="Sign in">
    <div className="grid gap-10 sm:grid-cols-2">
      <SignInCard
        providers={[{ id: 'oidc', name: 'Company login' }]}
        people={[
          { userId: '1', name: 'Anna Keller', role: 'owner', org: longName },
          { userId: '2', name: 'Bruno Meier', role: 'member', org: 'Globex' },
          { userId: '3', name: 'Carla Frei', role: 'admin', org: '' },
        ]}
        onProvider={never}
        onPick={async () => {
          await refuseAfter(500)
          throw new Error('made up')
        }}
      />
      <SignInCard providers={[]} onProvider={never} onPick={never} />
    </div>
  </Section>
)

export const PayPreview = () => (
  <Section id="pay" title="Pay panel">
    <PayPanel
      amount={snapshot.total}
      currency="CHF"
      startCheckout={() => refuseAfter(700)}
      settle={() => succeedAfter(100, { status: 'open' as const })}
    />
    <PayPanel
      amount="205.50"
      currency="CHF"
      startCheckout={() => refuseAfter(700)}
      settle={() => succeedAfter(100, { status: 'processing' as const })}
      activating
    />
  </Section>
)

export const FormsPreview = () => (
  <Section id="forms" title="Admin forms">
    <div className="flex flex-wrap gap-2">
      <CreateOrganizationDialog priceBooks={books} create={() => refuseAfter(700)} />
      <CreateKeyDialog
        scopes={[
          { id: 'usage:write', label: 'Report usage' },
          { id: 'tenants:write', label: 'Record tenant events' },
        ]}
        orgs={organizations}
        create={() => succeedAfter(700, { secret: 'kontor_sk_3f9a7c1e5b2d8f4a6c0e9b7d5f3a1c8e6b4d2f0a' })}
      />
    </div>
    <OrganizationForm
      initial={{
        ...snapshot.buyer,
        displayName: 'Vereinigte Dokumente',
        language: 'de',
        zone: 'Europe/Zurich',
        priceBook: 'standard',
        treatment: 'domestic',
        exemption: '',
        payBy: 'card',
        termsDays: '30',
      }}
      priceBooks={books}
      days={{ first: '2026-11-01', today: '2026-11-24' }}
      save={() => refuseAfter(700)}
    />
    <DraftForm
      book={{ name: 'standard', currency: 'CHF' }}
      expected={1}
      baseVersion={3}
      published={prices}
      from={{ ...prices, monthlyFee: '59.00' }}
      startsOn="2026-12-01"
      note=""
      save={() => refuseAfter(700)}
      text="Started from version 3; not saved yet."
      footer={null}
    />
    <SellerForm
      initial={{ ...snapshot.seller, zone: 'Europe/Zurich', setupPauseDays: '30', iban: 'CH9300762011623852957' }}
      save={() => refuseAfter(700)}
    />
  </Section>
)
