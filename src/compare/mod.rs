//! Years and agencies side by side: series for charts and tables of change.
