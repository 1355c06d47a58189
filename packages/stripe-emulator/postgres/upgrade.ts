/**
 * Objects that an earlier version of the emulator wrote get what they lack, so that a demo goes on where it was. What
 * an object has of its own stays. Each statement looks for objects without a field of the present version and may run
 * any number of times.
 */
export const upgradeStatements = `
update stripe_emulator.objects
set data = '{"address": null, "testClock": null, "deleted": false}'::jsonb || data
where type = 'customer' and not data ? 'deleted';

update stripe_emulator.objects
set data = jsonb_build_object('billing', '{"phone": null, "address": null}'::jsonb || (data -> 'payer'))
  || '{"sepaDebit": null, "metadata": {}, "allowRedisplay": "limited", "prepared": false}'::jsonb
  || jsonb_build_object('spent', data -> 'customer' = 'null'::jsonb)
  || data
where type = 'payment_method' and not data ? 'billing';

update stripe_emulator.objects
set data = jsonb_build_object('billing', '{"phone": null, "address": null}'::jsonb || (data -> 'payer'))
  || '{"sepaDebit": null, "amountRefunded": 0, "dispute": null, "receiptEmail": null, "statementDescriptor": null,
       "statementDescriptorSuffix": null}'::jsonb
  || data
where type = 'charge' and not data ? 'billing';

update stripe_emulator.objects
set data = '{"cancellationReason": null, "setupFutureUsage": null, "receiptEmail": null, "statementDescriptor": null,
     "statementDescriptorSuffix": null, "returnUrl": null, "settlesAt": null, "owner": null,
     "allowedMethodTypes": null, "staysHere": false}'::jsonb || data
where type = 'payment_intent' and not data ? 'staysHere';

update stripe_emulator.objects
set data = '{"customerCreation": null, "allowedMethodTypes": null, "methodTypes": ["card"], "automaticTax": false,
     "setupIntent": null, "setupIntentData": {"metadata": {}, "description": null},
     "subscriptionData": {"metadata": {}, "description": null}, "subscription": null, "invoice": null}'::jsonb
  || data
  || jsonb_build_object('paymentIntentData', '{"setupFutureUsage": null}'::jsonb || (data -> 'paymentIntentData'))
where type = 'checkout.session' and not data ? 'methodTypes';
`
