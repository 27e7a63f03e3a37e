//! The reward token: a CW20 with a hard cap.
