# Arguments for this module's pages, for Webmin's search

use strict;
use warnings;

# cgi_args(cgi)
# Returns the arguments with which a page can be linked to, or none if it
# cannot
sub cgi_args
{
my ($cgi) = @_;
return $cgi eq 'index.cgi' ? '' : 'none';
}

1;
