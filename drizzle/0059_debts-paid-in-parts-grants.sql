grant update (paid, paid_units, parts) on unfunded_usage to kontor_app;
