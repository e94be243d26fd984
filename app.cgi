#!/usr/bin/perl
# Print the page as a document of its own, for the frame of index.cgi and for a
# browser tab

use strict;
use warnings;
no warnings 'uninitialized';

# It only shows, so that a bookmark, which has no referer, may open it
our $trust_unknown_referers = 2;
require './unlimited-cluster-lib.pl';	## no critic
require './page-lib.pl';	## no critic
require './route-lib.pl';	## no critic
our (%text, $remote_user);

user_can('view') || error(text('api_eview', html_escape($remote_user)));

# Without the route the page still works, only without a live feed
eval { ensure_route(); };
print STDERR "unlimited-cluster: $@" if ($@);

my $files = page_files();
print_page_headers();
my %root = (
	'id' => 'unlimited-cluster',
	'data-base' => module_url(),
	'data-api' => module_url().'api.cgi/',
	'data-ws' => module_url().'ws',
	'data-lang' => page_language(),
	'data-user' => $remote_user,
	'data-csrf' => csrf_token(),
	'data-rights' => join(' ', user_rights()),
	'data-mode' => 'webmin',
	first_look(),
	);
my $dist = module_url().'frontend/dist/';
print "<!doctype html>\n",
      "<html".html_attributes('lang' => page_language(),
			      'data-night' => page_night()).">\n",
      "<head>\n",
      "<meta charset=\"utf-8\">\n",
      "<meta name=\"viewport\" content=\"width=device-width, ",
      "initial-scale=1, viewport-fit=cover\">\n",
      "<title>".html_escape($text{'index_title'})."</title>\n";
print "<link rel=\"stylesheet\"".
      html_attributes('href' => $dist.$files->{'style'}).">\n"
	if ($files && $files->{'style'});
print "</head>\n<body>\n";
if ($files) {
	print "<div".html_attributes(%root)."></div>\n",
	      "<noscript>".html_escape($text{'app_noscript'})."</noscript>\n";
	my $words = $files->{'words'}->{page_language()};
	print "<script".html_attributes('src' => $dist.$words)."></script>\n"
		if ($words);
	print "<script".html_attributes('src' => $dist.$files->{'script'},
					'type' => 'module')."></script>\n";
	}
else {
	print "<p>".html_escape($text{'app_ebuild'})."</p>\n";
	}
print "</body>\n</html>\n";
