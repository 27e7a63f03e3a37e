//! Deposits, earned pay, refunds, dataset shares, fees and emission points.
