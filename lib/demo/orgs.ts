import type { BillingConfig } from '@/db/commands/settings'
import type { Seller } from '@/lib/core/invoices/snapshot'

export const demoSeller: Seller = {
  iban: 'CH9300762011623852957',
  name: 'Kontor Cloud AG',
  street: 'Limmatquai',
  buildingNumber: '94',
  postalCode: '8001',
  town: 'Zürich',
  country: 'CH',
  vatNumber: 'CHE-123.456.788 MWST',
  email: 'billing@kontor.example',
}

export type DemoOrg = { readonly org: string; readonly name: string; readonly config: BillingConfig }

const zurich = 'Europe/Zurich'

/** Four customers: one that pays by card, one by invoice, one abroad, and one whose address is still missing. */
export const demoOrgs: readonly DemoOrg[] = [
  {
    org: 'alpenblick',
    name: 'Alpenblick Hotels',
    config: {
      buyer: {
        name: 'Alpenblick Hotels AG',
        street: 'Bahnhofstrasse',
        buildingNumber: '12',
        postalCode: '3920',
        town: 'Zermatt',
        country: 'CH',
        vatNumber: 'CHE-109.322.551 MWST',
        email: 'rechnungen@alpenblick.example',
      },
      language: 'en',
      zone: zurich,
      priceBook: 'standard-chf',
      treatment: 'domestic',
      payBy: 'card',
      termsDays: 30,
    },
  },
  {
    org: 'helvetia-docs',
    name: 'Helvetia Docs',
    config: {
      buyer: {
        name: 'Helvetia Dokumente GmbH',
        street: 'Rue de Romont',
        buildingNumber: '7',
        postalCode: '1700',
        town: 'Fribourg',
        country: 'CH',
        vatNumber: 'CHE-100.155.212 TVA',
        email: 'compta@helvetia-docs.example',
      },
      language: 'fr',
      zone: zurich,
      priceBook: 'standard-chf',
      treatment: 'domestic',
      payBy: 'invoice',
      termsDays: 30,
    },
  },
  {
    org: 'lumen-ai',
    name: 'Lumen AI',
    config: {
      buyer: {
        name: 'Lumen AI Inc.',
        street: 'Howard Street',
        buildingNumber: '650',
        postalCode: 'CA 94105',
        town: 'San Francisco',
        country: 'US',
        vatNumber: '',
        email: 'ap@lumen-ai.example',
      },
      language: 'en',
      zone: zurich,
      priceBook: 'ai-usd',
      treatment: 'export',
      payBy: 'card',
      termsDays: 14,
    },
  },
  {
    org: 'lac-papier',
    name: 'Lac Papier',
    config: {
      buyer: {
        name: 'Lac Papier SA',
        street: '',
        buildingNumber: '',
        postalCode: '',
        town: '',
        country: 'CH',
        vatNumber: '',
        email: '',
      },
      language: 'fr',
      zone: zurich,
      priceBook: 'standard-chf',
      treatment: 'domestic',
      payBy: 'invoice',
      termsDays: 30,
    },
  },
]

/** The AI customer's prices: per token, 2.50 and 10.00 dollars a million. */
export const demoBooks = [
  {
    book: 'standard-chf',
    currency: 'CHF',
    versions: [
      {
        effectiveOn: '2023-01-01',
        note: 'Opening prices',
        monthlyFee: '39.00',
        setupFee: '99.00',
        skills: [
          { skill: 'ocr', pricePerDay: '0.10' },
          { skill: 'translate', pricePerDay: '0.25' },
        ],
        meters: [{ meter: 'doc.pages', unit: 'page', pricePerUnit: '0.0125' }],
      },
      {
        effectiveOn: '2026-01-01',
        note: 'Monthly fee from 39 to 49 francs',
        monthlyFee: '49.00',
        setupFee: '99.00',
        skills: [
          { skill: 'ocr', pricePerDay: '0.10' },
          { skill: 'translate', pricePerDay: '0.25' },
        ],
        meters: [
          { meter: 'doc.pages', unit: 'page', pricePerUnit: '0.0125' },
          { meter: 'sandbox.seconds', unit: 'second', pricePerUnit: '0.000028' },
        ],
      },
    ],
  },
  {
    book: 'ai-usd',
    currency: 'USD',
    versions: [
      {
        effectiveOn: '2023-01-01',
        note: 'Opening prices',
        monthlyFee: '0.00',
        setupFee: '0.00',
        skills: [],
        meters: [
          { meter: 'llm.input_tokens', unit: 'token', pricePerUnit: '0.0000025' },
          { meter: 'llm.output_tokens', unit: 'token', pricePerUnit: '0.00001' },
        ],
      },
    ],
  },
] as const
