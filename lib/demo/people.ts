import type { Role } from '@/lib/core/access/permit'

export type DemoPerson = {
  readonly name: string
  readonly email: string
  readonly description: string
  readonly admin: boolean
  readonly memberships: readonly { readonly org: string; readonly role: Role }[]
}

/** Whom a demo can be entered as. */
export const demoPeople: readonly DemoPerson[] = [
  {
    name: 'Ada Ammann',
    email: 'ada@kontor.example',
    description: 'runs the platform',
    admin: true,
    memberships: [],
  },
  {
    name: 'Nora Keller',
    email: 'nora@alpenblick.example',
    description: 'owns Alpenblick, pays by card',
    admin: false,
    memberships: [{ org: 'alpenblick', role: 'owner' }],
  },
  {
    name: 'Beat Graf',
    email: 'beat@alpenblick.example',
    description: 'does the billing of Alpenblick',
    admin: false,
    memberships: [{ org: 'alpenblick', role: 'billing' }],
  },
  {
    name: 'Mia Frei',
    email: 'mia@alpenblick.example',
    description: 'works at Alpenblick and at Lumen AI',
    admin: false,
    memberships: [
      { org: 'alpenblick', role: 'member' },
      { org: 'lumen-ai', role: 'member' },
    ],
  },
  {
    name: 'Luc Favre',
    email: 'luc@helvetia-docs.example',
    description: 'owns Helvetia Docs, pays by invoice',
    admin: false,
    memberships: [{ org: 'helvetia-docs', role: 'owner' }],
  },
  {
    name: 'Sam Rivera',
    email: 'sam@lumen-ai.example',
    description: 'owns Lumen AI, pays in dollars',
    admin: false,
    memberships: [{ org: 'lumen-ai', role: 'owner' }],
  },
  {
    name: 'Ines Byrne',
    email: 'ines@boxwood.example',
    description: 'owns Boxwood, prepaid',
    admin: false,
    memberships: [{ org: 'boxwood', role: 'owner' }],
  },
  {
    name: 'Jonas Wirth',
    email: 'jonas@glacier-ml.example',
    description: 'owns two on free credit',
    admin: false,
    memberships: [
      { org: 'glacier-ml', role: 'owner' },
      { org: 'tarn-robotics', role: 'owner' },
    ],
  },
  {
    name: 'Lea Nord',
    email: 'lea@atelier-nord.example',
    description: 'owns Atelier Nord, weekly quota',
    admin: false,
    memberships: [{ org: 'atelier-nord', role: 'owner' }],
  },
  {
    name: 'Urs Mueller',
    email: 'urs@papiermuehle.example',
    description: 'owns Papiermühle, linked',
    admin: false,
    memberships: [{ org: 'papiermuehle', role: 'owner' }],
  },
  {
    name: 'Kai Brandt',
    email: 'kai@nachtzug.example',
    description: 'owns Nachtzug Labs, halted',
    admin: false,
    memberships: [{ org: 'nachtzug', role: 'owner' }],
  },
]
