'use client'

import dynamic from 'next/dynamic'

/** Reminders of an invoice, loaded where they are shown: customers, who never see them, do not wait for them. */
export const Reminders = dynamic(() => import('./reminders-card').then(({ RemindersCard }) => RemindersCard))
