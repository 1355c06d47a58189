grant insert on tax_rates to kontor_app;
